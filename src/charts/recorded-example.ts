/**
 * A recorded run that charts show pale before the first run: the page's default settings with one change of the shuffle
 * switch. `scripts/recorded-example.mjs` writes the numbers. Exports and measurements ignore it.
 */
import { resolveParams, type ResolvedParams } from '../shared/run/run-params.ts';
import { parseAddress } from '../shared/run/run-url.ts';
import type { ScheduledEvent } from '../shared/run/schedule.ts';
import { TABLE_COLUMNS, type LayerFamily } from '../shared/run/tables.ts';
import type { Table } from '../state/series.ts';
import { VariantHistory } from '../state/variant-history.ts';
import recorded from './recorded-example.json';

type Columns = Readonly<Record<string, readonly (number | null)[] | undefined>>;

export interface RecordedExample {
  readonly params: ResolvedParams;
  readonly events: readonly ScheduledEvent[];
  readonly variants: readonly VariantHistory[];
  readonly step: number;
  readonly classes: number;
}

function readExample(): RecordedExample {
  const { params, events } = parseAddress(`?${recorded.address}`).address;
  const families: Readonly<Partial<Record<LayerFamily, Readonly<Record<string, Columns>>>>> = recorded.layers;
  const history = new VariantHistory(Object.keys(recorded.layers.layerSteps));
  fill(history.steps, recorded.tables.steps);
  fill(history.evaluations, recorded.tables.evaluations);
  for (const family of ['layerSteps', 'probes', 'paths'] as const) {
    for (const [layer, columns] of Object.entries(families[family] ?? {})) fill(history.layer(layer, family), columns);
  }
  history.relabelled = events.filter(({ key }) => key === 'shuffle').map(({ step }) => step);
  return { params: resolveParams(params), events, variants: [history], step: recorded.steps, classes: history.classes };
}

/** Columns that weren't recorded are not defined. */
function fill(table: Table, columns: Columns): void {
  const rows = columns.step?.length ?? 0;
  const names: readonly string[] = TABLE_COLUMNS[table.family];
  table.append(
    rows,
    Float64Array.from(names.flatMap((name) => Array.from({ length: rows }, (_, row) => columns[name]?.[row] ?? NaN))),
  );
}

export const RECORDED_EXAMPLE: RecordedExample = readExample();
