/** Which lines of a chart are hidden, by the names in its legend: in every variant. Remembered between visits. */
import { preference, remember } from '../../state/preferences.ts';

const KEY = 'hidden-lines';

const entries = (): readonly string[] => (preference(KEY) ?? '').split('\n').filter((entry) => entry !== '');

/** Of the chart of this title. */
export function hiddenLines(title: string): ReadonlySet<string> {
  const prefix = `${title}\t`;
  return new Set(entries().flatMap((entry) => (entry.startsWith(prefix) ? [entry.slice(prefix.length)] : [])));
}

export function rememberHidden(title: string, hidden: ReadonlySet<string>): void {
  const others = entries().filter((entry) => !entry.startsWith(`${title}\t`));
  remember(KEY, [...others, ...[...hidden].map((name) => `${title}\t${name}`)].join('\n'));
}

/** Those of a chart's lines that are hidden; none where all would be, as another network's layers can be. */
export function hiddenAmong(hidden: ReadonlySet<string>, names: readonly string[]): ReadonlySet<string> {
  return names.every((name) => hidden.has(name)) ? new Set() : new Set(names.filter((name) => hidden.has(name)));
}

/** Hides the line or shows it again; the last one that is shown stays. */
export function toggled(hidden: ReadonlySet<string>, name: string, names: readonly string[]): ReadonlySet<string> {
  const changed = new Set(hidden);
  if (!changed.delete(name)) changed.add(name);
  return names.every((each) => changed.has(each)) ? new Set(hidden) : changed;
}

/** Shows the line alone, or all again where it is alone already. */
export function isolated(hidden: ReadonlySet<string>, name: string, names: readonly string[]): ReadonlySet<string> {
  const others = names.filter((other) => other !== name);
  return !hidden.has(name) && others.every((other) => hidden.has(other)) ? new Set() : new Set(others);
}
