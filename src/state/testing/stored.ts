/** For tests: a small saved run and its log. */
import { DEFAULT_PARAMS, resolveParams } from '../../shared/run/run-params.ts';
import { TABLE_COLUMNS, type TableChunk, type TableFamily } from '../../shared/run/tables.ts';
import { RECORD_VERSION, type LogEntry, type SavedRun } from '../saved-run.ts';

export const LAYER = 'dense1';

export function storedRun(changes: Partial<SavedRun> = {}): SavedRun {
  return {
    version: RECORD_VERSION,
    id: 'r1',
    createdAt: 1_000,
    updatedAt: 2_000,
    name: null,
    preset: null,
    params: resolveParams({ ...DEFAULT_PARAMS, n: 40, batch: 4, steps: 30, width: [8] }),
    events: [{ step: 7, key: 'lr', value: 0.01 }],
    state: 'training',
    closed: false,
    step: 12,
    until: 30,
    environment: { backend: 'wasm', adapter: 'SIMD', software: false, reasons: [] },
    network: { layers: [{ name: LAYER, shape: [784, 8], parameters: 6272 }], parameters: 6280, trainable: 6280 },
    data: { classNames: ['0', '1'], trainExamples: 40, testExamples: 10, corruption: [0.5], labelEntropy: [2.3] },
    corruption: [0.5],
    failure: null,
    windows: [
      [
        {
          start: 0,
          stop: 6,
          segments: 6,
          layer: LAYER,
          tpm: 0.5,
          kernelTpm: [0.5, null],
          segmentCosine: null,
          decayAlignment: null,
          decayShare: null,
          weightNormStart: 1,
          weightNormStop: null,
        },
      ],
    ],
    notices: [],
    ...changes,
  };
}

/** Rows of the given steps; every other column is the step plus a half. */
export function chunk(family: TableFamily, steps: readonly number[]): TableChunk {
  const others = TABLE_COLUMNS[family].length - 1;
  const values = [...steps, ...Array.from({ length: others }, () => steps.map((step) => step + 0.5)).flat()];
  const layer = family === 'steps' || family === 'evaluations' ? null : LAYER;
  return { family, layer, rows: steps.length, values: Float64Array.from(values) };
}

export function rows(...chunks: TableChunk[]): LogEntry {
  return { kind: 'rows', arms: [{ arm: 0, chunks }] };
}
