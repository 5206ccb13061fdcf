/** What the command hands to the engine's processes, by way of the environment. Knows no browser. */

/** A test's mark: its run file was there already. */
export const KEPT = 'kept';

const NAME = 'SHUFFLE_LAB_SWEEP';

export interface Plan {
  /** Path of the sweep file. */
  readonly file: string;
  /** Folder of the run files. */
  readonly out: string;
  /** Address of the served page. */
  readonly site: string;
  /** Addresses of `playwright run-server`; none: browsers of this machine. */
  readonly remotes: readonly string[];
  /** The browser's path on the remote machines, where it is not Playwright's own. */
  readonly remoteBrowser: string | undefined;
  /** Folder for what is needed while the sweep runs. */
  readonly scratch: string;
  /** File of Playwright's blob report, where one is wanted. */
  readonly blob: string | undefined;
}

export function planEnvironment(plan: Plan): Readonly<Record<string, string>> {
  return { [NAME]: JSON.stringify(plan) };
}

/** Throws where the engine was started without the command. */
export function readPlan(): Plan {
  const text = process.env[NAME];
  if (text === undefined) throw new Error('Sweeps are started with: npm run sweep -- sweep.json');
  // Written by planEnvironment of the same release, a moment ago.
  return JSON.parse(text) as Plan;
}
