/** The command's words: what was asked for, or what is wrong with it. Pure. */
import type { Issue } from '../src/shared/issues.ts';
import { formatAddress, parseAddress, queryOf, type RunAddress } from '../src/shared/run-url.ts';

export const USAGE = `Usage: npm run lab -- 'ADDRESS' [--out run.json] [--csv metrics.csv] [--report report.md] [--tensorboard DIR]
                          [--data FILE ...]

Trains a run without a window, in a real Chromium, and writes its files.

  ADDRESS            a run's address, or its query: '?preset=gt-shuffle-small' or 'n=2000&steps=500'
  --out FILE         the run file (JSON)
  --csv FILE         a row a step, a column a quantity and layer
  --report FILE      a Markdown report, its pictures beside it
  --tensorboard DIR  TensorBoard event files
  --data FILE        what the lab does not bring. Of data=cifar10: cifar-10-binary.tar.gz, or each of its .bin files with a
                     --data of its own; of data=own: a folder of pictures, an .npz file, or IDX files, each with its --data

Exit codes: 0 trained to its end; 1 failed (the reason is on standard error); 2 a wrong address or option;
130 stopped by Ctrl-C. What was measured until then is written in every case.
CHROMIUM=/path/to/chrome names the browser.`;

export const OUTPUTS = ['out', 'csv', 'report', 'tensorboard'] as const;
export type Output = (typeof OUTPUTS)[number];

export interface Options {
  readonly address: RunAddress;
  /** The page's query, without "?"; it begins training on load, or waits where it is given data first. */
  readonly query: string;
  /** Files of the data set, for the page to read before it trains. */
  readonly data: readonly string[];
  readonly outputs: Readonly<Partial<Record<Output, string>>>;
}

export type ParsedOptions =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly faults: readonly string[] };

const isOutput = (name: string): name is Output => (OUTPUTS as readonly string[]).includes(name);
/** The fault without what the page would use instead: the command trains nothing then. */
const faultText = ({ message }: Issue): string => message.replace(/; [^;]*\.$/, '.');

export function parseOptions(args: readonly string[]): ParsedOptions {
  const faults: string[] = [];
  const outputs: Partial<Record<Output, string>> = {};
  const addresses: string[] = [];
  const data: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--help' || arg === '-h') return { kind: 'help' };
    const [, name, own] = /^--([^=]*)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) {
      addresses.push(arg);
    } else if (!isOutput(name) && name !== 'data') {
      faults.push(`--${name} is not an option.`);
    } else {
      const value = own ?? args[++i];
      if (value === undefined || value === '')
        faults.push(`--${name} names no ${name === 'tensorboard' ? 'folder' : 'file'}.`);
      else if (name === 'data') data.push(value);
      else if (outputs[name] !== undefined) faults.push(`--${name} is given twice.`);
      else outputs[name] = value;
    }
  }
  const [text, ...others] = addresses;
  if (text === undefined) faults.push('No address is given.');
  if (others.length > 0) {
    faults.push(`More than one address is given; an address with & needs quotes: '${addresses.join(' ')}'.`);
  }
  const parsed = parseAddress(queryOf(text ?? ''));
  faults.push(...parsed.faults.map(faultText));
  if (faults.length > 0) return { kind: 'wrong', faults };
  return {
    kind: 'run',
    options: {
      address: parsed.address,
      query: formatAddress({ ...parsed.address, start: data.length === 0 }),
      data,
      outputs,
    },
  };
}
