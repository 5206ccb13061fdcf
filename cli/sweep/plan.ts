/** What the command passes to the engine's processes through the environment. */

/** Annotation of a test whose run file existed already. */
export const KEPT = 'kept';

const NAME = 'SHUFFLE_LAB_SWEEP';

export interface Plan {
  /** Path of the sweep file. */
  readonly file: string;
  /** Folder of the run files. */
  readonly out: string;
  /** Address of the served page. */
  readonly site: string;
  /** Addresses of `playwright run-server`; empty for browsers on this machine. */
  readonly remotes: readonly string[];
  /** The browser's path on the remote machines, if it is not Playwright's own. */
  readonly remoteBrowser: string | undefined;
  /** Folder for temporary files of the sweep. */
  readonly scratch: string;
  /** File of Playwright's blob report, if one is wanted. */
  readonly blob: string | undefined;
}

export function planEnvironment(plan: Plan): Readonly<Record<string, string>> {
  return { [NAME]: JSON.stringify(plan) };
}

/** Throws if the engine was started without the command. */
export function readPlan(): Plan {
  const text = process.env[NAME];
  if (text === undefined) throw new Error('Sweeps are started with: npm run sweep -- sweep.json');
  // Written by planEnvironment of the same release.
  return JSON.parse(text) as Plan;
}
