/** What sets kept runs apart: of all their settings only those that differ, and names and groups made of them. */
import { PARAM_SPECS, paramText, type ResolvedParams } from '../shared/run/run-params.ts';
import { formatEvents } from '../shared/run/run-url.ts';
import type { ScheduledEvent } from '../shared/run/schedule.ts';

interface Settings {
  readonly params: ResolvedParams;
  readonly events: readonly ScheduledEvent[];
}

export interface SettingColumn {
  readonly key: string;
  /** What the setting is called. */
  readonly label: string;
  /** The value as the address writes it. */
  readonly text: (run: Settings) => string;
}

export interface Difference extends Omit<SettingColumn, 'text'> {
  /** A text for each run. */
  readonly texts: readonly string[];
}

const SEED = 'seed';

/** Every setting, in the order of the address, and the schedule. */
export const SETTING_COLUMNS: readonly SettingColumn[] = [
  ...PARAM_SPECS.map((spec): SettingColumn => ({
    key: spec.key,
    label: spec.label,
    text: ({ params }) => paramText(spec, params[spec.key]),
  })),
  { key: 'events', label: 'events', text: ({ events }) => formatEvents(events) },
];

/** In the order of the address; empty for fewer than two runs. */
export function runDifferences(runs: readonly Settings[]): Difference[] {
  const all = SETTING_COLUMNS.map(({ key, label, text }): Difference => ({ key, label, texts: runs.map(text) }));
  return all.filter(({ texts }) => new Set(texts).size > 1);
}

/** What all runs of one group have in common: every setting but the seed. */
export const groupKey = (run: Settings): string =>
  SETTING_COLUMNS.filter(({ key }) => key !== SEED)
    .map(({ text }) => text(run))
    .join('&');

/** Runs of the same settings but the seed, in the order of their first. */
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

/** A run, or several that differ in their seed. */
export interface Named extends Settings {
  /** The user's own name; null without one. */
  readonly name: string | null;
  /** How many seeds it summarizes. */
  readonly seeds?: number;
}

/**
 * Short names, no two alike: the user's own, or the values that differ among `runs`, "seed 2 · lr 0.1". A value that the
 * address leaves out is "none".
 */
export function differingNames(runs: readonly Named[]): string[] {
  const differences = runDifferences(runs);
  const names = runs.map(({ name, seeds = 1 }, i) => {
    if (name !== null) return name;
    const own = differences
      .filter(({ key }) => seeds === 1 || key !== SEED)
      .map(({ key, texts }) => `${key} ${texts[i] === '' ? 'none' : (texts[i] ?? '')}`);
    if (seeds > 1) own.push(`${seeds} seeds`);
    return own.join(' · ');
  });
  return distinct(names.map((name) => (name === '' ? 'same settings' : name)));
}

/** Numbers the second and later of equal names: "a", "a (2)". A number that is taken is passed over. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let made = name;
    for (let k = 2; taken.has(made); k++) made = `${name} (${k})`;
    taken.add(made);
    return made;
  });
}
