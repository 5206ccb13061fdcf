/**
 * The schema of the sweep file, from which types, validation and docs/sweeps/sweep.schema.json derive, and its
 * expansion into runs.
 */
import * as v from 'valibot';
import { crc32c } from '../util/crc32c.ts';
import { quote } from '../util/issues.ts';
import { PARAM_SPECS } from '../run/run-params.ts';
import { readQuery } from '../util/query-text.ts';
import { formatAddress, parseAddress, queryOf, type RunAddress } from '../run/run-url.ts';
import { nearestNames } from '../util/near-names.ts';
import { MetricSchema, PLACES, QUANTITIES, type Metric } from './metric.ts';
import { layerIssue } from './metric-layer.ts';
import { PublishedSchema, publishedOf, type Combination, type Published } from './published.ts';
import { msg, str } from '../util/texts.ts';

const MAX_RUNS = 100_000;
const MAX_VALUES = 1000;
const MAX_FAULTS = 10;
const MAX_NAME = 120;
/** In bytes and in characters. */
export const MAX_SWEEP_SIZE = 10_000_000;
/** Characters of the addresses of all runs together. */
const MAX_ADDRESSES = 200_000_000;

/** A run's settings except its seed, which `seeds` defines. */
const AXIS_KEYS = [...PARAM_SPECS.map(({ key }) => key).filter((key) => key !== 'seed'), 'events'] as const;
const finite = v.pipe(v.number(), v.finite());
const seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_294_967_295));
const count = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(MAX_VALUES));
const list = <S extends v.GenericSchema>(item: S) => v.pipe(v.array(item), v.minLength(1), v.maxLength(MAX_VALUES));

/** `count` numbers from `from` to `to` (both included), spaced linearly or logarithmically. */
const RangeSchema = v.strictObject({
  from: finite,
  to: finite,
  count: count(2),
  scale: v.exactOptional(v.picklist(['linear', 'log'])),
});

export const AxisSchema = v.union([list(v.union([finite, v.string()])), RangeSchema]);

export const SweepFileSchema = v.strictObject({
  $schema: v.exactOptional(v.string()),
  /** The address, or its query, that all runs share. */
  base: v.string(),
  /** Keys of the address and their values as text. */
  axes: v.strictObject(v.entriesFromList(AXIS_KEYS, v.exactOptional(AxisSchema))),
  seeds: v.union([list(seed), v.strictObject({ from: seed, count: count(1) })]),
  metric: MetricSchema,
  /** Published values of the metric, to compare with. */
  published: v.exactOptional(PublishedSchema),
});

export interface SweepRun {
  /** The run file's name, unique to its address. */
  readonly name: string;
  readonly address: RunAddress;
  /** The address's query, without "start". */
  readonly query: string;
}

export interface Sweep {
  /** In the order of the file. */
  readonly axes: readonly string[];
  readonly metric: Metric;
  readonly runs: readonly SweepRun[];
  readonly published: Published | undefined;
}

export type ParsedSweep =
  { readonly ok: true; readonly sweep: Sweep } | { readonly ok: false; readonly issues: readonly string[] };

const TOO_LARGE = msg('The sweep file is larger than 10 MB; no sweep needs as much.');

type SweepFile = v.InferOutput<typeof SweepFileSchema>;

/** Reads the file unless it is too large. Never throws. */
export async function readSweep(file: Pick<Blob, 'size' | 'text'>): Promise<ParsedSweep> {
  if (file.size > MAX_SWEEP_SIZE) return { ok: false, issues: [TOO_LARGE] };
  try {
    return parseSweep(await file.text());
  } catch {
    return { ok: false, issues: [msg('The sweep file could not be read: it has been moved, changed or locked.')] };
  }
}

/** Parses a sweep file's text. Never throws: faults become sentences. */
export function parseSweep(text: string): ParsedSweep {
  if (text.length > MAX_SWEEP_SIZE) return { ok: false, issues: [TOO_LARGE] };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return {
      ok: false,
      issues: [msg(str`The sweep file is not JSON: ${error instanceof Error ? error.message : ''}.`)],
    };
  }
  const read = v.safeParse(SweepFileSchema, json);
  return read.success
    ? expand(read.output, orderOf(json))
    : { ok: false, issues: [...new Set(read.issues.map(issueSentence))] };
}

/** The axes in the order of the file; the parsed object has the order of the schema. */
function orderOf(json: unknown): string[] {
  const axes = typeof json === 'object' && json !== null && 'axes' in json ? json.axes : undefined;
  return typeof axes === 'object' && axes !== null ? Object.keys(axes) : [];
}

function issueSentence(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  const place = path === null ? msg('The sweep file') : msg(str`In the sweep file ${quote(path)}`);
  if (issue.expected === 'never') return msg(str`${place} is not a field of a sweep file.`);
  if (issue.received === 'undefined') return msg(str`${place} is missing.`);
  const input = typeof issue.input === 'string' ? issue.input : issue.received;
  if (path === 'metric.quantity') return quantityIssue(input);
  if (path === 'metric.at') return msg(str`${place} is ${quote(input)}, which is not one of ${WAYS}.`);
  const expected = issue.expected === null ? '' : msg(str`, where ${issue.expected} is expected`);
  return msg(str`${place} is ${quote(issue.received)}${expected}.`);
}

const WAYS = [...PLACES, '{ "step": N }', '{ "firstAtMost": X }', '{ "firstAtLeast": X }'].join(', ');

function quantityIssue(name: string): string {
  const near = nearestNames(name, QUANTITIES).join(', ');
  const wrong = msg(str`In the sweep file “metric.quantity” is ${quote(name)}, which is not measured.`);
  const remedy = near
    ? msg(str`Names like it: ${near}. docs/sweeps/README.md lists all.`)
    : msg('docs/sweeps/README.md lists all.');
  return `${wrong} ${remedy}`;
}

type Axis = readonly (string | number)[] | v.InferOutput<typeof RangeSchema>;

const isList = (axis: Axis): axis is readonly (string | number)[] => Array.isArray(axis);
const valuesOf = (axis: Axis): readonly (string | number)[] => (isList(axis) ? axis : rangeValues(axis));

function rangeValues({ from, to, count: many, scale }: v.InferOutput<typeof RangeSchema>): number[] {
  const at = (share: number): number => (scale === 'log' ? from * (to / from) ** share : from + (to - from) * share);
  return Array.from({ length: many }, (_, i) => (i === many - 1 ? to : Number(at(i / (many - 1)).toPrecision(12))));
}

function expand({ base, axes, seeds, metric, published }: SweepFile, keys: readonly string[]): ParsedSweep {
  const issues = new Set<string>();
  const known = new Map<string, Axis>(Object.entries(axes));
  const given = keys.map((key) => known.get(key) ?? []);
  given.forEach((axis, i) => {
    if (!isList(axis) && axis.scale === 'log' && !(axis.from > 0 && axis.to > 0)) {
      issues.add(msg(str`In the sweep file “axes.${keys[i] ?? ''}” is logarithmic, so both its ends must be above 0.`));
    }
  });
  const columns = [...given.map(valuesOf), seedsOf(seeds)];
  const total = columns.reduce((product, values) => product * values.length, 1);
  const longest = columns.reduce(
    (sum, values) => sum + Math.max(...values.map((value) => String(value).length)),
    base.length,
  );
  if (total * longest > MAX_ADDRESSES) {
    issues.add(
      msg(
        str`The sweep file’s ${total} runs have addresses of up to ${longest} characters. Shorten its base or its values.`,
      ),
    );
  }
  if (total > MAX_RUNS) issues.add(msg(str`The sweep file describes ${total} runs; at most ${MAX_RUNS} are possible.`));
  if (issues.size > 0) return { ok: false, issues: [...issues] };

  const runs = new Map<string, SweepRun>();
  const combinations: Combination[] = [];
  for (let i = 0; i < total && issues.size < MAX_FAULTS; i++) {
    const values = combination(columns, i);
    const run = runOf(base, [...keys, 'seed'], values, issues);
    // Two values may mean the same setting (28 and native); they become one run.
    runs.set(run.query, run);
    if (published) combinations.push({ name: run.name, values });
  }
  const wrongLayer =
    'layer' in metric
      ? layerIssue(
          metric.layer,
          [...runs.values()].map(({ address }) => address.params),
        )
      : undefined;
  if (wrongLayer !== undefined) issues.add(wrongLayer);
  const compared = published && publishedOf(published, keys, combinations, issues);
  if (issues.size > 0) return { ok: false, issues: [...issues] };
  return { ok: true, sweep: { axes: keys, metric, runs: [...runs.values()], published: compared } };
}

function seedsOf(seeds: SweepFile['seeds']): readonly number[] {
  return Array.isArray(seeds) ? seeds : Array.from({ length: seeds.count }, (_, i) => seeds.from + i);
}

/** The i-th combination; the last column varies fastest. */
function combination(columns: readonly (readonly (string | number)[])[], i: number): string[] {
  const values: string[] = [];
  let rest = i;
  for (const column of [...columns].reverse()) {
    values.unshift(String(column[rest % column.length]));
    rest = Math.floor(rest / column.length);
  }
  return values;
}

function runOf(base: string, keys: readonly string[], values: readonly string[], issues: Set<string>): SweepRun {
  const query = new URLSearchParams(readQuery(queryOf(base)));
  keys.forEach((key, i) => query.set(key, values[i] ?? ''));
  const { address: parsed, issues: found } = parseAddress(query.toString());
  for (const { what } of found) issues.add(msg(str`In a run’s address ${what}.`));
  const address = { ...parsed, start: false };
  const canonical = formatAddress(address);
  const settings = keys.map((key, i) => `${key}=${values[i] ?? ''}`).join('_');
  const readable = settings.replaceAll(/[^A-Za-z0-9.=_+-]/g, '-').slice(0, MAX_NAME);
  const mark = crc32c(new TextEncoder().encode(canonical)).toString(16).padStart(8, '0');
  return { name: `${readable}_${mark}.run.json`, address, query: canonical };
}
