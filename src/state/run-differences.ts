/** What sets kept runs apart: of all their settings only those that differ. */
import { formatParam } from '../shared/param-text.ts';
import { DEFAULT_PARAMS, PARAM_SPECS, type ResolvedParams } from '../shared/run-params.ts';
import { formatAddress } from '../shared/run-url.ts';
import type { ScheduledEvent } from '../shared/schedule.ts';

interface Settings {
  readonly params: ResolvedParams;
  readonly events: readonly ScheduledEvent[];
}

export interface Difference {
  readonly key: string;
  /** What the setting is called. */
  readonly label: string;
  /** A text for each run, as the address writes it. */
  readonly texts: readonly string[];
}

/** In the order of the address; empty for fewer than two runs. */
export function runDifferences(runs: readonly Settings[]): Difference[] {
  const each = (key: string, label: string, text: (run: Settings) => string): Difference => ({
    key,
    label,
    texts: runs.map(text),
  });
  const all = [
    ...PARAM_SPECS.map(({ key, label }) =>
      each(key, label, ({ params }) => {
        const value = params[key];
        return value === null ? '' : formatParam(value);
      }),
    ),
    each('events', 'events', ({ events }) => eventsText(events)),
  ];
  return all.filter(({ texts }) => new Set(texts).size > 1);
}

function eventsText(events: readonly ScheduledEvent[]): string {
  const query = formatAddress({ preset: null, params: DEFAULT_PARAMS, events, start: false });
  return new URLSearchParams(query).get('events') ?? '';
}
