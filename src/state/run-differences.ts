/** The settings in which saved runs differ, and names and groups made from them. */
import { PARAM_SPECS, paramText, type ResolvedParams } from '../shared/run/run-params.ts';
import { formatEvents } from '../shared/run/run-url.ts';
import type { ScheduledEvent } from '../shared/run/schedule.ts';
import { msg, str } from '../shared/util/texts.ts';

interface Settings {
  readonly params: ResolvedParams;
  readonly events: readonly ScheduledEvent[];
}

export interface SettingColumn {
  readonly key: string;
  /** The setting's name. */
  readonly label: string;
  /** The value as in the address. */
  readonly text: (run: Settings) => string;
}

export interface Difference extends Omit<SettingColumn, 'text'> {
  /** A text for each run. */
  readonly texts: readonly string[];
}

const SEED = 'seed';

/** Every setting, in address order, and the schedule. */
export const SETTING_COLUMNS: readonly SettingColumn[] = [
  ...PARAM_SPECS.map((spec): SettingColumn => ({
    key: spec.key,
    label: spec.label,
    text: ({ params }) => paramText(spec, params[spec.key]),
  })),
  { key: 'events', label: msg('events'), text: ({ events }) => formatEvents(events) },
];

/** In address order; empty for fewer than two runs. */
export function runDifferences(runs: readonly Settings[]): Difference[] {
  const all = SETTING_COLUMNS.map(({ key, label, text }): Difference => ({ key, label, texts: runs.map(text) }));
  return all.filter(({ texts }) => new Set(texts).size > 1);
}

/** What all runs of a group share: every setting but the seed. */
export const groupKey = (run: Settings): string =>
  SETTING_COLUMNS.filter(({ key }) => key !== SEED)
    .map(({ text }) => text(run))
    .join('&');

/** Groups of runs that differ only in their seed, in the order of their first runs. */
export function groupBySettings<R extends Settings>(runs: readonly R[]): (readonly [R, ...R[]])[] {
  const groups = new Map<string, [R, ...R[]]>();
  for (const run of runs) {
    const key = groupKey(run);
    const group = groups.get(key);
    if (group) group.push(run);
    else groups.set(key, [run]);
  }
  return [...groups.values()];
}

/** A run, or several that differ only in their seed. */
export interface Named extends Settings {
  /** The user's name for it; null if there is none. */
  readonly name: string | null;
  /** The number of seeds that it summarizes. */
  readonly seeds?: number;
}

/**
 * Unique short names: the user's own, or the values that differ among `runs`, "seed 2 · lr 0.1". A value that the
 * address leaves out is "none".
 */
export function differingNames(runs: readonly Named[]): string[] {
  const differences = runDifferences(runs);
  const names = runs.map(({ name, seeds = 1 }, i) => {
    if (name !== null) return name;
    const own = differences
      .filter(({ key }) => seeds === 1 || key !== SEED)
      .map(({ key, texts }) => `${key} ${texts[i] === '' ? msg('none') : (texts[i] ?? '')}`);
    if (seeds > 1) own.push(msg(str`${seeds} seeds`));
    return own.join(' · ');
  });
  return distinct(names.map((name) => (name === '' ? msg('same settings') : name)));
}

/** Numbers duplicates: "a", "a (2)". Skips numbers in use. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let made = name;
    for (let k = 2; taken.has(made); k++) made = `${name} (${k})`;
    taken.add(made);
    return made;
  });
}
