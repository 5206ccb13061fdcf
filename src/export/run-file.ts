/** Builds the run file from the page's store. It copies measurements and computes nothing. */
import { fileParams } from '../shared/run/run-file-params.ts';
import {
  RUN_FILE_FORMAT,
  RUN_FILE_VERSION,
  type Column,
  type RunFile,
  type RunRecord,
} from '../shared/run/run-file.ts';
import { networkSpecOf } from '../shared/networks/of-run.ts';
import { formatLayers } from '../shared/network/text.ts';
import type { DataInfo, Environment, NetworkInfo } from '../shared/run/run-records.ts';
import { RELEASE } from '../shared/util/release.ts';
import { twinOf } from '../shared/run/schedule.ts';
import { LAYER_FAMILIES, TABLE_COLUMNS, type LayerFamily, type TableFamily } from '../shared/run/tables.ts';
import type { Table } from '../state/series.ts';
import type { VariantHistory } from '../state/variant-history.ts';
import type { RunStore } from '../state/run-store.ts';
import { collect } from './collect.ts';

const HEAD = { format: RUN_FILE_FORMAT, version: RUN_FILE_VERSION } as const;

/** NaN and ±Infinity, which JSON lacks, become null. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const column = (values: Float64Array): Column => Array.from(values, finite);
/** A record with null for each number that JSON lacks. */
function withNulls<T>(record: T): T {
  if (typeof record === 'number') return finite(record) as T;
  if (Array.isArray(record)) return record.map(withNulls) as T;
  if (typeof record !== 'object' || record === null) return record;
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, withNulls<unknown>(value)])) as T;
}

/** The run in its current state; undefined before anything can be measured. */
export function runFileOf(store: RunStore): RunFile | undefined {
  const { environment, network } = store;
  if (!environment || !network || store.variants.length === 0) return undefined;
  const runs = store.variants.map((variant, index) => runRecord(store, environment, network, variant, index));
  const [first, second] = runs;
  return first && second ? { ...HEAD, arms: [first, second] } : first;
}

function runRecord(
  store: RunStore,
  environment: Environment,
  network: NetworkInfo,
  variant: VariantHistory,
  index: number,
): RunRecord {
  const { params, events } = settingsOfVariant(store, index);
  return {
    ...HEAD,
    params: fileParams(params),
    events,
    environment: { ...environment, release: RELEASE },
    ...(store.data && {
      data: {
        classNames: store.data.classNames,
        trainExamples: store.data.trainExamples,
        testExamples: store.data.testExamples,
        corruption: store.corruption[index] ?? 0,
        labelEntropy: finite(store.data.labelEntropy[index] ?? NaN),
        ...(store.data.source && { source: store.data.source }),
      },
    }),
    network: {
      parameters: network.parameters,
      trainable: network.trainable,
      spec: formatLayers(networkSpecOf(params).layers),
    },
    layers: network.layers,
    ...tablesOf(variant, params.batch, store.data),
    windows: withNulls(variant.windows),
    outcome: store.state === 'done' || store.state === 'failed' ? store.state : 'paused',
    failure: store.failure,
    ...(store.remarks.length > 0 && { notices: store.remarks }),
  };
}

/** The variant with true labels is first: the one with the smaller shuffled fraction at step 0. */
function settingsOfVariant(store: RunStore, index: number): ReturnType<typeof twinOf<typeof store.params>> {
  const own = { params: store.params, events: [...store.events] };
  if (store.variants.length < 2) return own;
  const ownIndex = own.params.shuffle <= 0.5 ? 0 : 1;
  return index === ownIndex ? own : twinOf(own.params, own.events);
}

type FileTables = Pick<RunRecord, 'steps' | 'layerSteps' | 'probes' | 'stiffness' | 'paths' | 'evaluations'>;
type FileTable<F extends TableFamily> = FileTables[F] extends Readonly<Record<string, infer T>> | undefined ? T : never;

function tablesOf(variant: VariantHistory, batch: number, data: DataInfo | null): FileTables {
  const layers = <F extends LayerFamily>(family: F): Record<string, FileTable<F>> =>
    Object.fromEntries(
      variant.layerNames.map((layer) => [layer, columnsOf(variant.layer(layer, family)) as FileTable<F>]),
    );
  const evaluations = columnsOf(variant.evaluations) as RunRecord['evaluations'];
  // Earlier releases evaluated all examples and stored no number.
  const all = (n: number | null | undefined, examples: number | undefined): number | null => n ?? examples ?? null;
  return {
    steps: columnsOf(variant.steps) as RunRecord['steps'],
    layerSteps: layers('layerSteps'),
    probes: Object.fromEntries(
      Object.entries(layers('probes')).map(([layer, probes]) => [
        layer,
        { ...probes, exact: isExact(probes.m, batch) },
      ]),
    ),
    stiffness: layers('stiffness'),
    paths: layers('paths'),
    evaluations: {
      ...evaluations,
      trainExamples: (evaluations.trainExamples ?? []).map((n) => all(n, data?.trainExamples)),
      testExamples: (evaluations.testExamples ?? []).map((n) => all(n, data?.testExamples)),
    },
  };
}

/** Every column of the table by name, including the steps. */
function columnsOf<F extends TableFamily>(table: Table<F>): Readonly<Record<string, Column>> {
  return Object.fromEntries(TABLE_COLUMNS[table.family].map((name) => [name, column(table.column(name))]));
}

/** Whether a probe is exact: it has one gradient per example. */
const isExact = (m: Column, batch: number): boolean => m.length > 0 && m.every((gradients) => gradients === batch);

/**
 * The file's text in parts, a line per column group. A Blob accepts parts, and the text of a long run can exceed the
 * maximum length of a string.
 */
export function* runFileParts(file: RunFile): Generator<string> {
  if ('arms' in file) {
    const { arms, ...head } = file;
    yield `${JSON.stringify(head).slice(0, -1)},\n"arms":[`;
    for (const [index, variant] of arms.entries()) {
      yield index === 0 ? '\n' : ',\n';
      yield* objectParts(variant);
    }
    yield ']}\n';
  } else {
    yield* objectParts(file);
    yield '\n';
  }
}

function* objectParts(record: RunRecord): Generator<string> {
  let before = '{';
  for (const [key, value] of Object.entries(record)) {
    yield `${before}${JSON.stringify(key)}:`;
    before = ',\n';
    const family = LAYER_FAMILIES.find((name) => name === key);
    if (family) yield* mapParts(record[family] ?? {});
    else yield JSON.stringify(value);
  }
  yield '}';
}

/** A line for each layer. */
function* mapParts(map: Readonly<Record<string, unknown>>): Generator<string> {
  let before = '{';
  for (const [layer, group] of Object.entries(map)) {
    yield `${before}${JSON.stringify(layer)}:${JSON.stringify(group)}`;
    before = ',\n ';
  }
  yield before === '{' ? '{}' : '}';
}

export async function runFileBlob(file: RunFile): Promise<Blob> {
  return new Blob(await collect(runFileParts(file)), { type: 'application/json' });
}
