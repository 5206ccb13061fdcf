/** All measurements of one variant. A run has one variant, a paired run two. */
import type { RestorePoint } from '../shared/protocol/protocol.ts';
import { ASSUMED_CLASSES } from '../shared/data-sets/find.ts';
import type { DataInfo, WindowRow } from '../shared/run/run-records.ts';
import type { LayerFamily, TableChunk } from '../shared/run/tables.ts';
import { Table } from './series.ts';

export class VariantHistory {
  readonly steps = new Table('steps');
  readonly evaluations = new Table('evaluations');
  /** In the order of the network's layers. */
  readonly #layers = new Map<string, { readonly [F in LayerFamily]: Table<F> }>();
  windows: readonly WindowRow[] = [];
  /**
   * The steps at which its observed labels changed. Quantities that depend on them are not comparable across these
   * steps.
   */
  relabelled: readonly number[] = [];

  /** Classes and training examples of the run's data. */
  readonly classes: number;
  readonly examples: number;

  constructor(layerNames: readonly string[], data?: Pick<DataInfo, 'classNames' | 'trainExamples'>) {
    this.classes = data?.classNames.length ?? ASSUMED_CLASSES;
    this.examples = data?.trainExamples ?? NaN;
    layerNames.forEach((name, among) => {
      this.#layers.set(name, {
        layerSteps: new Table('layerSteps', among),
        probes: new Table('probes', among),
        stiffness: new Table('stiffness', among),
        paths: new Table('paths', among),
      });
    });
  }

  get layerNames(): readonly string[] {
    return [...this.#layers.keys()];
  }

  /** The table of one family and layer. Throws for an unknown layer. */
  layer<F extends LayerFamily>(name: string, family: F): Table<F> {
    const tables = this.#layers.get(name);
    if (!tables) throw new Error(`no layer ${name}`);
    return tables[family];
  }

  /** Every table, with the layer's name if it belongs to a layer. */
  *tables(): Generator<{ readonly layer: string | null; readonly table: Table }> {
    yield { layer: null, table: this.steps };
    yield { layer: null, table: this.evaluations };
    for (const [layer, { layerSteps, probes, stiffness, paths }] of this.#layers) {
      for (const table of [layerSteps, probes, stiffness, paths]) yield { layer, table };
    }
  }

  /** Drops what a run restored at `point` will measure again. */
  cut({ step, snapshotAt, evaluatedAt }: RestorePoint): void {
    for (const { table } of this.tables()) {
      if (table.family === 'paths') table.cut(snapshotAt + 1);
      else if (table.family === 'evaluations') table.cut(evaluatedAt + 1);
      else table.cut(step);
    }
  }

  append(chunk: TableChunk): void {
    const { family, layer, rows, values } = chunk;
    switch (family) {
      case 'steps':
        this.steps.append(rows, values);
        break;
      case 'evaluations':
        this.evaluations.append(rows, values);
        break;
      case 'layerSteps':
      case 'probes':
      case 'stiffness':
      case 'paths':
        this.layer(layer ?? '', family).append(rows, values);
        break;
    }
  }
}
