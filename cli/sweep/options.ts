/** Parses the sweep command's arguments: what was requested, or what is wrong with it. Pure. */
import { basename, join } from 'node:path';
import { remoteIssue } from './remote.ts';

export const USAGE = `Usage: npm run sweep -- sweep.json [--out DIR] [--workers N] [--shard I/M] [--remote WS-URL …]
       npm run sweep -- --compare DIR

Trains every run of a sweep file in a real Chromium and writes its run file. Runs with complete files are skipped, so the
same command continues a stopped sweep. To merge the folders of several machines, copy them into one. While a run trains,
its state is in the folder RUN-FILE.HASH.unfinished next to its file. The same command on this machine continues it from
its last checkpoint, to the same numbers, bit for bit.

  sweep.json             base address, axes, seeds, metric; its schema is docs/sweeps/sweep.schema.json
  --out DIR              folder of the run files (sweeps/NAME-OF-THE-FILE)
  --workers N            runs at a time (1, or as many as there are remotes); on Linux each gets its share of the cores
  --shard I/M            only the I-th of M parts
  --remote WS-URL        a browser on another machine: npx playwright run-server --port 9001 (may be repeated)
  --remote-browser PATH  the browser there, if it is not Playwright's own; needs run-server --unsafe
  --retries N            attempts after a failed one (1); a loss that stopped being finite is not tried again
  --time-limit SECONDS   the longest time for a run (no limit)
  --blob FILE            also writes Playwright's blob report, for: npx playwright merge-reports
  --compare DIR          serves the page that compares a folder's runs

Exit codes: 0 every run reached its end; 1 a run failed (the reason is on standard error), the others were trained;
2 a wrong sweep file or option, or a remote that does not answer; 130 stopped by Ctrl-C, 143 by SIGTERM.
CHROMIUM=/path/to/chrome names the browser of this machine.`;

export interface SweepOptions {
  readonly file: string;
  readonly out: string;
  readonly remotes: readonly string[];
  readonly remoteBrowser: string | undefined;
  readonly blob: string | undefined;
  /** Playwright's own options, as its command takes them. */
  readonly engine: readonly string[];
}

export type ParsedSweepOptions =
  | { readonly kind: 'sweep'; readonly options: SweepOptions }
  | { readonly kind: 'compare'; readonly folder: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly issues: readonly string[] };

interface Rule {
  readonly test: (text: string) => boolean;
  readonly expected: string;
}
const whole = (least: number): Rule => ({
  test: (text) => /^\d{1,9}$/.test(text) && Number(text) >= least,
  expected: `a whole number from ${least}`,
});
const something: Rule = { test: (text) => text !== '', expected: 'a path' };

const RULES = {
  out: something,
  workers: whole(1),
  shard: { test: isShard, expected: 'I/M with I from 1 to M' },
  remote: { test: () => true, expected: 'an address' },
  'remote-browser': something,
  retries: whole(0),
  'time-limit': whole(1),
  blob: something,
  compare: something,
} as const satisfies Readonly<Record<string, Rule>>;
type Name = keyof typeof RULES;

const isName = (text: string): text is Name => Object.hasOwn(RULES, text);

function isShard(text: string): boolean {
  const [, part, parts] = /^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
  return Number(part) >= 1 && Number(part) <= Number(parts);
}

export function parseSweepOptions(args: readonly string[]): ParsedSweepOptions {
  const issues: string[] = [];
  const values = new Map<Name, string[]>();
  const files: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--help' || arg === '-h') return { kind: 'help' };
    const [, name, own] = /^--([^=]*)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) {
      files.push(arg);
    } else if (!isName(name)) {
      issues.push(`--${name} is not an option.`);
    } else {
      const value = own ?? args[++i] ?? '';
      const before = values.get(name);
      if (before && name !== 'remote') issues.push(`--${name} is given twice.`);
      else values.set(name, [...(before ?? []), value]);
      const issue = name === 'remote' ? remoteIssue(value) : undefined;
      if (issue !== undefined) issues.push(issue);
      else if (!RULES[name].test(value)) issues.push(`--${name} ${value} is not ${RULES[name].expected}.`);
    }
  }
  const [folder] = values.get('compare') ?? [];
  if (folder !== undefined) {
    if (files.length > 0 || values.size > 1) issues.push('--compare takes a folder and nothing else.');
    return issues.length > 0 ? { kind: 'wrong', issues } : { kind: 'compare', folder };
  }
  const [file, ...others] = files;
  if (file === undefined) issues.push('No sweep file is given.');
  if (others.length > 0) issues.push(`More than one sweep file is given: ${files.join(', ')}.`);
  if (file === undefined || issues.length > 0) return { kind: 'wrong', issues };
  return { kind: 'sweep', options: optionsOf(file, (name) => values.get(name) ?? []) };
}

function optionsOf(file: string, values: (name: Name) => readonly string[]): SweepOptions {
  const passed = (['workers', 'shard', 'retries'] as const).flatMap((name) =>
    values(name).map((value) => `--${name}=${value}`),
  );
  const limit = values('time-limit').map((seconds) => `--timeout=${Number(seconds) * 1000}`);
  return {
    file,
    out: values('out')[0] ?? join('sweeps', basename(file).replace(/\.json$/, '')),
    remotes: values('remote'),
    remoteBrowser: values('remote-browser')[0],
    blob: values('blob')[0],
    engine: [...passed, ...limit],
  };
}
