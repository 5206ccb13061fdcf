/** What of a run's schedule is drawn through every chart: a line for each event, a shade while labels are shuffled. */
import type { RunParams } from '../shared/run/run-params.ts';
import { settingsAt, twinOf, type ScheduledEvent } from '../shared/run/schedule.ts';
import { formatPercent, formatSetting } from './format.ts';

export interface EventMark {
  readonly step: number;
  readonly label: string;
}

/** A stretch of steps during which the (first arm's) labels were shuffled. */
export interface ShuffledSpan {
  readonly start: number;
  readonly stop: number;
}

const KEY_WORDS = { lr: 'learning rate', momentum: 'momentum', decay: 'decay' } as const;

/** The change in a few words. */
export function eventText(event: ScheduledEvent): string {
  if (event.key !== 'shuffle') return `${KEY_WORDS[event.key]} ${formatSetting(event.value)}`;
  if (event.value === 0) return 'true labels';
  return event.value === 1 ? 'labels shuffled' : `${formatPercent(event.value)} shuffled`;
}

/** The schedule of a run's first arm: of a twin's two the one that begins on the truer labels. */
export function firstArm<P extends RunParams>(
  params: P,
  events: readonly ScheduledEvent[],
): { params: P; events: readonly ScheduledEvent[] } {
  return params.twin && params.shuffle > 0.5 ? twinOf(params, events) : { params, events };
}

/** What the arms are called: nothing for a lone run; of a twin by its labels, or by its first ones where they change. */
export function variantNames(params: RunParams, events: readonly ScheduledEvent[]): string[] {
  if (!params.twin) return [];
  const changes = events.some(({ key }) => key === 'shuffle');
  return changes ? ['true at first', 'shuffled at first'] : ['true labels', 'shuffled labels'];
}

/** A mark a step at which something changes; several changes at one step share it. */
export function eventMarks(events: readonly ScheduledEvent[]): EventMark[] {
  const labels = new Map<number, string[]>();
  for (const event of events) labels.set(event.step, [...(labels.get(event.step) ?? []), eventText(event)]);
  return [...labels].map(([step, texts]) => ({ step, label: texts.join(', ') }));
}

/** Where, up to `step`, some labels were shuffled. */
export function shuffledSpans(params: RunParams, events: readonly ScheduledEvent[], step: number): ShuffledSpan[] {
  const edges = [
    0,
    ...events.filter((event) => event.key === 'shuffle' && event.step < step).map((event) => event.step),
    step,
  ];
  const spans: ShuffledSpan[] = [];
  for (const [i, start] of edges.slice(0, -1).entries()) {
    const stop = edges[i + 1] ?? start;
    if (stop === start || settingsAt(params, events, start).shuffle === 0) continue;
    const last = spans.at(-1);
    if (last?.stop === start) spans[spans.length - 1] = { start: last.start, stop };
    else spans.push({ start, stop });
  }
  return spans;
}
