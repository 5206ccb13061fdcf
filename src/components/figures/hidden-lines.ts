/** The hidden lines of each chart, by their names in the legend. They are hidden in every variant, and remembered. */
import { preference, remember } from '../../state/preferences.ts';

const KEY = 'hidden-lines';

const entries = (): readonly string[] => (preference(KEY) ?? '').split('\n').filter((entry) => entry !== '');

/** The hidden lines of the chart with this title. */
export function hiddenLines(title: string): ReadonlySet<string> {
  const prefix = `${title}\t`;
  return new Set(entries().flatMap((entry) => (entry.startsWith(prefix) ? [entry.slice(prefix.length)] : [])));
}

export function rememberHidden(title: string, hidden: ReadonlySet<string>): void {
  const others = entries().filter((entry) => !entry.startsWith(`${title}\t`));
  remember(KEY, [...others, ...[...hidden].map((name) => `${title}\t${name}`)].join('\n'));
}

/** The hidden ones of a chart's lines. None are hidden if all would be, as with another network's layers. */
export function hiddenAmong(hidden: ReadonlySet<string>, names: readonly string[]): ReadonlySet<string> {
  return names.every((name) => hidden.has(name)) ? new Set() : new Set(names.filter((name) => hidden.has(name)));
}

/** Hides the line or shows it again; the last visible line stays. */
export function toggled(hidden: ReadonlySet<string>, name: string, names: readonly string[]): ReadonlySet<string> {
  const changed = new Set(hidden);
  if (!changed.delete(name)) changed.add(name);
  return names.every((each) => changed.has(each)) ? new Set(hidden) : changed;
}

/** Shows only this line, or all again if it is already alone. */
export function isolated(hidden: ReadonlySet<string>, name: string, names: readonly string[]): ReadonlySet<string> {
  const others = names.filter((other) => other !== name);
  return !hidden.has(name) && others.every((other) => hidden.has(other)) ? new Set() : new Set(others);
}
