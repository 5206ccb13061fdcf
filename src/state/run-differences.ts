/** What sets kept runs apart: of all their settings only those that differ. */
import { PARAM_SPECS, paramText, type ResolvedParams } from '../shared/run-params.ts';
import { formatEvents } from '../shared/run-url.ts';
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
    ...PARAM_SPECS.map((spec) => each(spec.key, spec.label, ({ params }) => paramText(spec, params[spec.key]))),
    each('events', 'events', ({ events }) => formatEvents(events)),
  ];
  return all.filter(({ texts }) => new Set(texts).size > 1);
}
