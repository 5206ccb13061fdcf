/** For tests: a small run in a real RunStore, built from trainer events. */
import type { TrainerEvent } from '../../shared/protocol/protocol.ts';
import { DEFAULT_PARAMS, type RunParams } from '../../shared/run/run-params.ts';
import type { LayerInfo, WindowRow } from '../../shared/run/run-records.ts';
import type { ScheduledEvent } from '../../shared/run/schedule.ts';
import { TABLE_COLUMNS, type TableFamily } from '../../shared/run/tables.ts';
import { RunStore } from '../../state/run-store.ts';

const RUN = 'test';
const LAYERS: readonly LayerInfo[] = [
  { name: 'dense1', shape: [784, 4], parameters: 3136 },
  { name: 'dense2', shape: [4, 10], parameters: 40 },
];

/** A chunk from rows of numbers in the order of the family's columns. */
export function rows(
  variant: number,
  family: TableFamily,
  layer: string | null,
  table: readonly (readonly number[])[],
): TrainerEvent & { type: 'rows' } {
  const columns = TABLE_COLUMNS[family].length;
  const values = new Float64Array(columns * table.length);
  table.forEach((row, r) => row.forEach((value, c) => (values[c * table.length + r] = value)));
  return {
    type: 'rows',
    run: RUN,
    variant,
    step: table.at(-1)?.[0] ?? 0,
    chunks: [{ family, layer, rows: table.length, values }],
  };
}

export function windowRow(changes: Partial<WindowRow>): WindowRow {
  return {
    start: 0,
    stop: 2,
    segments: 2,
    layer: 'dense1',
    tpm: 0.75,
    kernelTpm: [0.5, null, 1, 0.25],
    segmentCosine: 0.1,
    decayAlignment: -0.2,
    decayShare: 0.01,
    weightNormStart: 2.5,
    weightNormStop: 2,
    ...changes,
  };
}

export interface FixtureOptions {
  readonly params?: Partial<RunParams>;
  readonly events?: readonly ScheduledEvent[];
}

/**
 * Three steps of a two-layer network, two evaluations, one probe, one window. The losses of the variants differ by 1.
 */
export function fixtureStore({ params = {}, events = [] }: FixtureOptions = {}): RunStore {
  const full: RunParams = { ...DEFAULT_PARAMS, n: 40, batch: 4, steps: 3, ...params };
  const store = new RunStore({ preset: null, params: full, events, start: false }, []);
  const variants = full.twin ? [0, 1] : [0];
  store.receive({
    type: 'ready',
    run: RUN,
    environment: { backend: 'wasm', adapter: 'SIMD, 1 thread', software: true, reasons: ['No GPU, so wasm.'] },
    network: { layers: LAYERS, parameters: 3190, trainable: 3190 },
    data: {
      classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
      trainExamples: 40,
      testExamples: 10,
      corruption: variants.map((variant) => variant * 0.9),
      labelEntropy: variants.map(() => 2.3),
    },
  });
  for (const variant of variants) feedVariant(store, variant);
  store.receive({ type: 'state', run: RUN, state: 'done', step: 3, until: 3 });
  return store;
}

function feedVariant(store: RunStore, variant: number): void {
  const steps = [1, 2, 3].map((step) => [step, 2.3 - step / 10 + variant, step / 10, step / 100]);
  store.receive(rows(variant, 'steps', null, steps));
  for (const [index, { name }] of LAYERS.entries()) {
    const base = index + 1;
    store.receive(
      rows(variant, 'layerSteps', name, [
        [1, base * 0.1, base, 0.01, NaN],
        [2, base * 0.2, base * 1.1, 0.02, 0.5],
        [3, base / 3, base * 1.2, Infinity, -0.5],
      ]),
    );
    const probe = index === 0 ? [0, 4, 1.5, 0.25, 2] : [0, 8, 0.5, -0.25, 2];
    store.receive(rows(variant, 'probes', name, [probe]));
    if (index === 0) store.receive(rows(variant, 'stiffness', name, [[0, 0.5, NaN]]));
    store.receive(rows(variant, 'paths', name, [[2, 0.8]]));
  }
  store.receive(
    rows(variant, 'evaluations', null, [
      [0, 2.31, 0.1, 0.1, NaN, NaN, 0.1, 0.1, 2.32],
      [3, 0.05, 1, 0.9, 1, 0, 1, 0.9, 0.4],
    ]),
  );
  store.receive({
    type: 'windows',
    run: RUN,
    variant,
    rows: [windowRow({}), windowRow({ layer: 'dense2', tpm: NaN, weightNormStop: null })],
  });
}
