/** Parses the command's arguments: what was requested, or what is wrong with it. Pure. */
import type { Issue } from '../src/shared/util/issues.ts';
import { EXPORTS } from '../src/export/formats/index.ts';
import { NO_DETAILS, type ReportDetails } from '../src/export/report-details.ts';
import { GIVEN_SETS, isUserSet, isOwn } from '../src/shared/data-sets/find.ts';
import { PARAM_SPECS, paramText } from '../src/shared/run/run-params.ts';
import { formatAddress, parseAddress, queryOf, type RunAddress } from '../src/shared/run/run-url.ts';

/** The export formats that the command writes, with the option for each. */
export const OUTPUTS = EXPORTS.flatMap(({ label, option }) => (option ? [{ ...option, label }] : []));

const REPORTS = OUTPUTS.filter(({ detailed }) => detailed);
/** The options with texts of a report. */
const TEXTS: readonly { readonly name: keyof ReportDetails; readonly help: string }[] = [
  { name: 'title', help: 'the report’s title' },
  { name: 'author', help: 'its author; several are joined by “and”' },
  { name: 'note', help: 'a note below its title' },
];

const OPTION_WIDTH = 19;
const optionLine = (option: string, help: string): string => `  ${option.padEnd(OPTION_WIDTH)}${help}`;

/** The usage text; `program` is what the user types before the address. */
export const usage = (
  program: string,
): string => `Usage: ${program} 'ADDRESS' ${OUTPUTS.map(({ name, takes }) => `[--${name} ${takes}]`).join(' ')}
                          ${TEXTS.map(({ name }) => `[--${name} TEXT]`).join(' ')} [--data PATH ...] [--restart]
       ${program} --spec 'ADDRESS'

Trains a run in a headless Chromium and writes its files.

  ADDRESS            a run's address, or its query: '?preset=gt-shuffle-small' or 'n=2000&steps=500'
${OUTPUTS.map(({ name, takes, help }) => optionLine(`--${name} ${takes}`, help)).join('\n')}
${TEXTS.map(({ name, help }) => optionLine(`--${name} TEXT`, help)).join('\n')}
  --data PATH        a file or folder of images that the lab doesn't include; repeatable. For data=cifar10:
                     cifar-10-binary.tar.gz, its .bin files, or their folder. For data=own: a folder of
                     pictures, an .npz file, IDX files, or several of these
  --restart          begins at step 0; otherwise an interrupted command with the same address and --out is continued
  --spec             trains nothing: prints the address's network spelled out, as model= takes it, and on standard error
                     its number of parameters; the printed network trains to the same numbers, bit for bit

Exit codes: 0 trained to its end; 1 failed (the reason is on standard error); 2 a wrong address or option;
130 stopped by Ctrl-C, 143 by SIGTERM. Measurements are written in every case, even if the browser crashes; a run
file without measurements says that there were none. With --out FILE the run's state is in the folder
FILE.HASH.unfinished while it trains (HASH identifies the address). After a crash, a kill or Ctrl-C the same command
continues the run from its last checkpoint, at most some ten seconds older, and ends with the same numbers, bit for bit.
The folder is deleted when the run has ended. What the lab drops, scales or lowers goes to standard error.
CHROMIUM=/path/to/chrome names the browser.`;

/** The usage, then every key of an address with its default. */
export function helpText(program: string): string {
  const rows = PARAM_SPECS.map((spec) => {
    const text = spec.default === null ? '' : paramText(spec, spec.default);
    return [spec.key, text === '' ? 'auto' : text, spec.help] as const;
  });
  const wide = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length));
  const lines = rows.map(([key, text, help]) => `  ${key.padEnd(wide(0))}  ${text.padEnd(wide(1))}  ${help}`);
  return [usage(program), 'Keys of an address, with their defaults:', lines.join('\n')].join('\n\n');
}

export interface Options {
  readonly address: RunAddress;
  /** The page's query, without "?". The run starts on load, or waits if it needs data first. */
  readonly query: string;
  /** Files and folders of the data set, for the page to read before it trains. */
  readonly data: readonly string[];
  /** What reports say besides the run. */
  readonly details: ReportDetails;
  /** Whether a run that was cut short is begun again. */
  readonly restart: boolean;
  /** Where each output goes, by option name. */
  readonly outputs: Readonly<Partial<Record<string, string>>>;
}

export type ParsedOptions =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'spec'; readonly address: RunAddress }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly issues: readonly string[] };

const outputOf = (name: string): (typeof OUTPUTS)[number] | undefined => OUTPUTS.find((each) => each.name === name);
const kindOf = (name: string): string => (outputOf(name)?.takes === 'DIR' ? 'folder' : 'file');
const textOf = (name: string): (typeof TEXTS)[number] | undefined => TEXTS.find((each) => each.name === name);
/** The issue without the page's replacement value, because the command then trains nothing. */
const problemText = ({ what }: Issue): string => `${what}.`;

/** Custom images come only from the user's files; a bundled data set takes none. */
function dataIssues({ params: { data } }: RunAddress, paths: readonly string[]): string[] {
  if (isOwn(data) && paths.length === 0) {
    return ['data=own trains on images of your own: name their folder or files with --data.'];
  }
  if (isUserSet(data) || paths.length === 0) return [];
  return [
    `--data is for data=${GIVEN_SETS.join(' or data=')}; the address asks for data=${data}, which needs no files.`,
  ];
}

interface Words {
  readonly addresses: readonly string[];
  readonly data: readonly string[];
  readonly outputs: Options['outputs'];
  readonly texts: Partial<ReportDetails>;
  readonly spec: boolean;
  readonly restart: boolean;
  readonly issues: readonly string[];
}

/** What the arguments name; undefined where they ask for help. */
function readWords(args: readonly string[]): Words | undefined {
  const issues: string[] = [];
  const outputs: Partial<Record<string, string>> = {};
  const addresses: string[] = [];
  const data: string[] = [];
  const texts: Partial<Record<keyof ReportDetails, string>> = {};
  const switches = { spec: false, restart: false };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--help' || arg === '-h') return undefined;
    const [, name, own] = /^--([^=]*)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) {
      addresses.push(arg);
    } else if (arg === '--spec' || arg === '--restart') {
      switches[arg === '--spec' ? 'spec' : 'restart'] = true;
    } else if (!outputOf(name) && !textOf(name) && name !== 'data') {
      issues.push(`--${name} is not an option.`);
    } else {
      const value = own ?? args[++i];
      const text = textOf(name);
      const target: Partial<Record<string, string>> = text ? texts : outputs;
      if (value === undefined || value === '') issues.push(`--${name} names no ${text ? 'text' : kindOf(name)}.`);
      else if (name === 'data') data.push(value);
      else if (target[name] !== undefined) issues.push(`--${name} is given twice.`);
      else target[name] = value;
    }
  }
  return { addresses, data, outputs, texts, ...switches, issues };
}

export function parseOptions(args: readonly string[]): ParsedOptions {
  const words = readWords(args);
  if (!words) return { kind: 'help' };
  const { addresses, data, outputs, texts, spec, restart } = words;
  const issues = [...words.issues];
  const [text, ...others] = addresses;
  if (text === undefined) issues.push('No address is given.');
  if (others.length > 0) {
    issues.push(`More than one address is given; an address with & needs quotes: '${addresses.join(' ')}'.`);
  }
  const parsed = parseAddress(queryOf(text ?? ''));
  issues.push(...parsed.issues.map(problemText), ...(spec ? [] : dataIssues(parsed.address, data)));
  const told = Object.keys(texts);
  if (!spec && told.length > 0 && REPORTS.every(({ name }) => outputs[name] === undefined)) {
    const reports = REPORTS.map(({ name }) => `--${name}`).join(' or ');
    issues.push(`${told.map((name) => `--${name}`).join(', ')}: only a report has it. Add ${reports}.`);
  }
  if (spec && (restart || data.length > 0 || told.length > 0 || Object.keys(outputs).length > 0)) {
    issues.push('--spec trains nothing, so no other option goes with it.');
  }
  if (issues.length > 0) return { kind: 'wrong', issues };
  if (spec) return { kind: 'spec', address: parsed.address };
  return {
    kind: 'run',
    options: {
      address: parsed.address,
      query: formatAddress({ ...parsed.address, start: data.length === 0 }),
      data,
      details: { ...NO_DETAILS, ...texts },
      restart,
      outputs,
    },
  };
}
