/** Parses a run file from the user. Never throws: a fault becomes a sentence that names the place and the remedy. */
import * as v from 'valibot';
import { quote } from '../util/issues.ts';
import { textIssue } from './run-file-params.ts';
import {
  variantsOf,
  RUN_FILE_FORMAT,
  RUN_FILE_VERSION,
  RunSchema,
  TwinSchema,
  type RunFile,
  type RunRecord,
} from './run-file.ts';
import { LAYER_FAMILIES } from './tables.ts';
import { msg, str } from '../util/texts.ts';

export type ParsedRunFile =
  { readonly ok: true; readonly file: RunFile } | { readonly ok: false; readonly message: string };

/** In bytes and in characters; the most that a browser can read as one string. */
export const MAX_RUN_SIZE = 400_000_000;
const TOO_LARGE = msg(
  'The file is larger than the 400 MB that the lab reads. Choose a *.run.json file of fewer steps.',
);
const REMEDY = msg('Export the run again, or correct the file there.');

const refuse = (message: string): ParsedRunFile => ({ ok: false, message });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the file unless it is too large. */
export async function readRunFile(file: Pick<Blob, 'size' | 'text'>): Promise<ParsedRunFile> {
  if (file.size > MAX_RUN_SIZE) return refuse(TOO_LARGE);
  try {
    return parseRunFile(await file.text());
  } catch {
    return refuse(msg('The file could not be read: it has been moved, changed or locked. Choose it again.'));
  }
}

export function parseRunFile(text: string): ParsedRunFile {
  if (text.length > MAX_RUN_SIZE) return refuse(TOO_LARGE);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse(
      msg(str`The file is not JSON, or it was cut off: it begins with ${quote(text)}. Choose a *.run.json file.`),
    );
  }
  if (!isRecord(json) || json.format !== RUN_FILE_FORMAT) {
    return refuse(
      msg(str`The file is not a run of this lab: its “format” is not “${RUN_FILE_FORMAT}”. Choose a *.run.json file.`),
    );
  }
  const version = json.version;
  if (typeof version === 'number' && version > RUN_FILE_VERSION) {
    return refuse(
      msg(
        str`The file has version ${version} and this lab reads up to version ${RUN_FILE_VERSION}. Open it with a newer release of the lab.`,
      ),
    );
  }
  const read =
    'arms' in json
      ? v.safeParse(TwinSchema, json, { abortEarly: true })
      : v.safeParse(RunSchema, json, { abortEarly: true });
  if (!read.success) return refuse(issueSentence(read.issues[0]));
  const issue =
    variantsOf(read.output)
      .map(runIssue)
      .find((found) => found !== undefined) ?? twinIssue(read.output);
  return issue === undefined ? { ok: true, file: read.output } : refuse(msg(str`In the run file ${issue}. ${REMEDY}`));
}

function issueSentence(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? msg('the file');
  if (issue.received === 'undefined') return msg(str`In the run file ${quote(path)} is missing. ${REMEDY}`);
  const expected = issue.expected === null ? '' : msg(str`, where ${issue.expected} is expected`);
  return msg(str`In the run file ${quote(path)} is ${quote(issue.received)}${expected}. ${REMEDY}`);
}

/** Checks that the schema can't express: columns of equal length, steps in order, layers that exist, parseable texts. */
function runIssue(run: RunRecord): string | undefined {
  const layers = new Set(run.layers.map((layer) => layer.name));
  if (layers.size !== run.layers.length) return msg('two layers have one name');
  const groups: (readonly [string, Readonly<Record<string, unknown>> & { readonly step: readonly number[] }])[] = [
    ['steps', run.steps],
    ['evaluations', run.evaluations],
  ];
  for (const family of LAYER_FAMILIES) {
    for (const [layer, group] of Object.entries(run[family] ?? {})) {
      if (!layers.has(layer)) return msg(str`${family} names ${quote(layer)}, which is not one of its layers`);
      groups.push([`${family}.${layer}`, group]);
    }
  }
  for (const [path, group] of groups) {
    for (const [key, column] of Object.entries(group)) {
      if (Array.isArray(column) && column.length !== group.step.length) {
        return msg(str`the column ${path}.${key} has ${column.length} rows, its steps ${group.step.length}`);
      }
    }
    if (group.step.some((step, row) => step < (group.step[row - 1] ?? 0))) {
      return msg(str`the steps of ${path} fall`);
    }
  }
  const stranger = run.windows.find((window) => !layers.has(window.layer));
  if (stranger) return msg(str`windows names ${quote(stranger.layer)}, which is not one of its layers`);
  return textIssue(run.params);
}

/** The variants are shown side by side, so they must have the same layers and columns. */
function twinIssue(file: RunFile): string | undefined {
  const [first, second] = variantsOf(file);
  if (!first || !second) return undefined;
  const layers = (run: RunRecord): string => JSON.stringify(run.layers.map((layer) => layer.name));
  if (layers(first) !== layers(second)) return msg('the two variants have different layers');
  const columns = ({ steps, evaluations, layerSteps, probes, stiffness, paths }: RunRecord): string =>
    [steps, evaluations, layerSteps, probes, stiffness ?? {}, paths ?? {}]
      .map((group) => Object.keys(group).sort().join())
      .join(';');
  return columns(first) === columns(second) ? undefined : msg('the two variants have different columns');
}
