/** The parts of a run's schedule that all charts show: a line for each event, a strip while labels are shuffled. */
import type { RunParams } from '../shared/run/run-params.ts';
import { settingsAt, twinOf, type ScheduledEvent } from '../shared/run/schedule.ts';
import { msg, str } from '../shared/util/texts.ts';
import { formatPercent, formatSetting } from './format.ts';

export interface EventMark {
  readonly step: number;
  readonly label: string;
}

/** A range of steps with shuffled labels (in the first variant). */
export interface ShuffledSpan {
  readonly start: number;
  readonly stop: number;
}

const KEY_WORDS = { lr: msg('learning rate'), momentum: msg('momentum'), decay: msg('decay') } as const;

/** The change in a few words. */
export function eventText(event: ScheduledEvent): string {
  if (event.key !== 'shuffle') return `${KEY_WORDS[event.key]} ${formatSetting(event.value)}`;
  if (event.value === 0) return msg('true labels');
  return event.value === 1 ? msg('labels shuffled') : msg(str`${formatPercent(event.value)} shuffled`);
}

/** The schedule of a run's first variant; in a paired run, the one that starts with the truer labels. */
export function firstVariant<P extends RunParams>(
  params: P,
  events: readonly ScheduledEvent[],
): { params: P; events: readonly ScheduledEvent[] } {
  return params.twin && params.shuffle > 0.5 ? twinOf(params, events) : { params, events };
}

/**
 * Names of the variants: empty for a single run; a paired run's are named by their labels, or by their first labels if
 * these change.
 */
export function variantNames(params: RunParams, events: readonly ScheduledEvent[]): string[] {
  if (!params.twin) return [];
  const changes = events.some(({ key }) => key === 'shuffle');
  return changes ? [msg('true at first'), msg('shuffled at first')] : [msg('true labels'), msg('shuffled labels')];
}

/** One mark per step with a change. Changes at the same step share it. */
export function eventMarks(events: readonly ScheduledEvent[]): EventMark[] {
  const labels = new Map<number, string[]>();
  for (const event of events) labels.set(event.step, [...(labels.get(event.step) ?? []), eventText(event)]);
  return [...labels].map(([step, texts]) => ({ step, label: texts.join(', ') }));
}

/** Ranges up to `step` in which some labels were shuffled. */
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
