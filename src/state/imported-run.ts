/**
 * Converts a run file to a saved run: its record and its log, as if it had been trained here. It copies and computes
 * nothing.
 */
import { addressOfRunFile, paramsOfFile } from '../shared/run/run-file-params.ts';
import { variantsOf, type Column, type RunFile, type RunRecord } from '../shared/run/run-file.ts';
import { resolveParams } from '../shared/run/run-params.ts';
import { LAYER_FAMILIES, TABLE_COLUMNS, type TableChunk, type TableFamily } from '../shared/run/tables.ts';
import { RECORD_VERSION, type LogEntry, type SavedRun } from './saved-run.ts';

type Group = Readonly<Record<string, unknown>> & { readonly step: readonly number[] };

/** Whether the file's run has measurements. The command also writes files of runs that ended before the first one. */
export const holdsMeasurements = (file: RunFile): boolean =>
  variantsOf(file).every(({ environment }) => environment.backend !== null);

/** `now` in ms since 1970. Throws for a file that `parseRunFile` rejects, and for one without measurements. */
export function importedRun(
  file: RunFile,
  id: string,
  now: number,
  name: string | null,
): { readonly run: SavedRun; readonly entries: readonly LogEntry[] } {
  const variants = variantsOf(file);
  const [first] = variants;
  if (!first) throw new Error('a run file without a run');
  const { environment, data, layers, network } = first;
  const { backend } = environment;
  if (backend === null) throw new Error('a run file without measurements');
  const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  const corruption = variants.map((variant) => variant.data?.corruption ?? 0);
  const step = first.steps.step.length;
  const run: SavedRun = {
    version: RECORD_VERSION,
    id,
    createdAt: now,
    updatedAt: now,
    name,
    preset: null,
    params: resolveParams(paramsOfFile(first.params)),
    events: addressOfRunFile(file).events,
    state: first.outcome,
    closed: true,
    step,
    until: Math.max(step, first.params.steps),
    environment: { ...environment, backend, reasons: environment.reasons ?? [] },
    network: { layers, ...(network ?? { parameters, trainable: parameters }) },
    data: {
      classNames: data?.classNames ?? [],
      trainExamples: data?.trainExamples ?? first.params.n,
      testExamples: data?.testExamples ?? 0,
      labelEntropy: variants.map((variant) => variant.data?.labelEntropy ?? NaN),
      ...(data?.source && { source: data.source }),
      corruption,
    },
    corruption,
    failure: first.failure,
    windows: variants.map((variant) =>
      variant.windows.map((row) => ({
        ...row,
        kernelTpm: row.kernelTpm ?? [],
        segmentCosine: row.segmentCosine ?? null,
        decayShare: row.decayShare ?? null,
      })),
    ),
    notices: first.notices ?? [],
  };
  return {
    run,
    entries: [{ kind: 'rows', arms: variants.map((variant, index) => ({ arm: index, chunks: chunksOf(variant) })) }],
  };
}

function chunksOf(variant: RunRecord): TableChunk[] {
  const chunks = [chunk('steps', null, variant.steps), chunk('evaluations', null, variant.evaluations)];
  for (const family of LAYER_FAMILIES) {
    for (const [layer, group] of Object.entries<Group>(variant[family] ?? {})) chunks.push(chunk(family, layer, group));
  }
  return chunks.filter(({ rows }) => rows > 0);
}

/** Columns that an earlier release lacks are not defined. */
function chunk(family: TableFamily, layer: string | null, group: Group): TableChunk {
  const rows = group.step.length;
  const columns: readonly string[] = TABLE_COLUMNS[family];
  const values = new Float64Array(rows * columns.length).fill(NaN);
  for (const [place, name] of columns.entries()) {
    const column = group[name];
    if (Array.isArray(column))
      values.set(
        Array.from(column as Column, (value) => value ?? NaN),
        place * rows,
      );
  }
  return { family, layer, rows, values };
}
