/** A run's measurements as named columns over steps, for tables and event files. */
import { variantsOf, type Column, type RunFile, type RunRecord } from '../shared/run/run-file.ts';
import { msg, str } from '../shared/util/texts.ts';

interface NamedColumn {
  /** `loss`, or `gradientNorm.dense1` for a column of a layer. */
  readonly name: string;
  readonly values: Column;
}

/** Columns measured at the same steps. */
export interface ColumnGroup {
  readonly step: readonly number[];
  readonly columns: readonly NamedColumn[];
}

type Table = Readonly<Record<string, Column | boolean | undefined>> & { readonly step: readonly number[] };

function group(table: Table, layer?: string): ColumnGroup {
  const columns: NamedColumn[] = [];
  for (const [key, values] of Object.entries(table)) {
    if (key === 'step' || typeof values !== 'object') continue;
    columns.push({ name: layer === undefined ? key : `${key}.${layer}`, values });
  }
  return { step: table.step, columns };
}

/** All measurements over steps: the run's own columns first, then each layer's in network order. */
export function columnGroups(run: RunRecord): ColumnGroup[] {
  const groups = [group(run.steps), group(run.evaluations)];
  for (const family of [run.layerSteps, run.probes, run.stiffness ?? {}, run.paths ?? {}]) {
    for (const { name } of run.layers) {
      const table = family[name];
      if (table) groups.push(group(table, name));
    }
  }
  return groups;
}

/**
 * File names of a file's variants: `true` and `shuffled` for fractions 0 and 1, else by the fraction; a single run is
 * `run`.
 */
export function variantFileNames(file: RunFile): string[] {
  if (!('arms' in file)) return ['run'];
  return variantsOf(file).map(({ params: { shuffle } }, index) => {
    if (shuffle === 0) return 'true';
    if (shuffle === 1) return 'shuffled';
    return `shuffle=${shuffle} (${index + 1})`;
  });
}

/** Headings of a file's variants: their labels, or their first labels if these change during the run. */
export function variantTitles(file: RunFile): string[] {
  const changes = variantsOf(file).some(({ events }) => events.some(({ key }) => key === 'shuffle'));
  return variantFileNames(file).map((name) => {
    if (name === 'true') return changes ? msg('True labels at first') : msg('True labels');
    if (name === 'shuffled') return changes ? msg('Shuffled labels at first') : msg('Shuffled labels');
    return msg(str`Variant ${name}`);
  });
}
