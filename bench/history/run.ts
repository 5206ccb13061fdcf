/** A synthetic long run as trainer events: a slow wave plus a fast one in every column of every layer. */
import type { RunEvent } from '../../src/shared/protocol/protocol.ts';
import { LAYER_FAMILIES, TABLE_COLUMNS, type TableChunk, type TableFamily } from '../../src/shared/run/tables.ts';

/** One row per this many steps. */
const EVERY: Readonly<Record<TableFamily, number>> = {
  steps: 1,
  layerSteps: 1,
  probes: 25,
  stiffness: 25,
  paths: 50,
  evaluations: 500,
};

export const RUN = 'bench';
const names = (layers: number): string[] => Array.from({ length: layers }, (_, i) => `conv${i + 1}`);

export class MadeUpRun {
  #step = 0;
  readonly #layers: readonly string[];

  constructor(layers: number) {
    this.#layers = names(layers);
  }

  get step(): number {
    return this.#step;
  }

  /** The trainer's events before the first row. */
  opening(until: number): RunEvent[] {
    const layers = this.#layers.map((name) => ({ name, shape: [3, 3, 16, 16], parameters: 2304 }));
    const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0);
    return [
      { type: 'state', run: RUN, state: 'loading', step: 0, until },
      {
        type: 'ready',
        run: RUN,
        environment: { backend: 'wasm', adapter: 'made up', software: false, reasons: [] },
        network: { layers, parameters, trainable: parameters },
        data: {
          classNames: Array.from({ length: 10 }, (_, i) => String(i)),
          trainExamples: 400,
          testExamples: 400,
          corruption: [0],
          labelEntropy: [Math.log(10)],
        },
      },
      { type: 'state', run: RUN, state: 'training', step: 0, until },
    ];
  }

  /** The next `steps` steps. */
  rows(steps: number): RunEvent {
    const from = this.#step;
    this.#step += steps;
    const chunks: TableChunk[] = [this.#chunk('steps', null, from), this.#chunk('evaluations', null, from)];
    for (const layer of this.#layers) {
      for (const family of LAYER_FAMILIES) chunks.push(this.#chunk(family, layer, from));
    }
    return { type: 'rows', run: RUN, variant: 0, step: this.#step, chunks: chunks.filter(({ rows }) => rows > 0) };
  }

  #chunk(family: TableFamily, layer: string | null, from: number): TableChunk {
    const columns = TABLE_COLUMNS[family];
    const every = EVERY[family];
    const steps: number[] = [];
    for (let step = Math.ceil(from / every) * every; step < this.#step; step += every) steps.push(step);
    const values = new Float64Array(steps.length * columns.length);
    values.set(steps);
    const phase = this.#layers.indexOf(layer ?? '');
    for (let c = 1; c < columns.length; c++) {
      for (let row = 0; row < steps.length; row++) {
        const step = steps[row] ?? 0;
        values[c * steps.length + row] = 0.5 + 0.4 * Math.sin(step / 9000 + phase + c) + 0.05 * Math.sin(step * 1.7);
      }
    }
    return { family, layer, rows: steps.length, values };
  }
}
