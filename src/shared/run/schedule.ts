/** A run's schedule: which settings change at which step, and which settings hold at a step. Pure data. */
import type { RunParams } from './run-params.ts';
import { SETTINGS } from '../settings/index.ts';
import type { Setting } from '../settings/define.ts';

/** The settings that can change during training. */
export type EventKey = Extract<(typeof SETTINGS)[number], { readonly live: true }>['key'];
export const EVENT_KEYS = SETTINGS.filter(({ live }: Setting) => live).map(({ key }) => key as EventKey);

export function isEventKey(key: string): key is EventKey {
  return (EVENT_KEYS as readonly string[]).includes(key);
}

/** `key` is `value` from the update after `step` completed updates on. */
export interface ScheduledEvent {
  readonly step: number;
  readonly key: EventKey;
  readonly value: number;
}

export type LiveSettings = Readonly<Record<EventKey, number>>;

/** The settings for the update after `step` completed ones. If several events share a step, the last one wins. */
export function settingsAt(params: RunParams, events: readonly ScheduledEvent[], step: number): LiveSettings {
  const settings = Object.fromEntries(EVENT_KEYS.map((key) => [key, params[key]])) as Record<EventKey, number>;
  for (const event of events) if (event.step <= step) settings[event.key] = event.value;
  return settings;
}

/**
 * The steps after the first at which the observed labels change, which they do in both variants of a paired run at
 * once.
 */
export function relabellings(params: Pick<RunParams, 'shuffle'>, events: readonly ScheduledEvent[]): number[] {
  const steps: number[] = [];
  let fraction = params.shuffle;
  const changes = events.filter(({ key }) => key === 'shuffle');
  for (const [i, { step, value }] of changes.entries()) {
    // If several events share a step, the last one wins.
    if (changes[i + 1]?.step === step) continue;
    if (value !== fraction && step > 0) steps.push(step);
    fraction = value;
  }
  return steps;
}

/**
 * For each of the ascending `changes`, the index of the first row measured after it, if a row was measured before it.
 * Rows on both sides of a change measure different quantities.
 * @param steps the step of each row, ascending
 */
export function rowsAfter(changes: readonly number[], steps: ArrayLike<number>): number[] {
  const rows = new Set<number>();
  for (const change of changes) {
    let low = 0;
    let high = steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((steps[middle] ?? NaN) < change) low = middle + 1;
      else high = middle;
    }
    if (low > 0 && low < steps.length) rows.add(low);
  }
  return [...rows];
}

/** The schedule with one more event, sorted by step. It replaces an event with the same key and step. */
export function withEvent(events: readonly ScheduledEvent[], added: ScheduledEvent): ScheduledEvent[] {
  const others = events.filter((event) => event.step !== added.step || event.key !== added.key);
  return [...others, added].sort((a, b) => a.step - b.step);
}

/** How to resume a run whose numbers became non-finite: from before `step`, with `events`, at the learning rate `lr`. */
export interface WayBack {
  readonly step: number;
  readonly events: readonly ScheduledEvent[];
  readonly lr: number;
}

/**
 * Recovery from the failed update after `failed` completed ones. If a scheduled raise of the learning rate came before
 * it, the run restarts before the raise and drops it. The rate is halved in any case.
 */
export function wayBack(params: RunParams, events: readonly ScheduledEvent[], failed: number): WayBack {
  const rate = settingsAt(params, events, failed).lr;
  const latest = events.filter(({ key, step }) => key === 'lr' && step <= failed).at(-1);
  if (latest) {
    const others = events.filter((event) => event !== latest);
    const former = settingsAt(params, others, latest.step).lr;
    if (former < rate) return { step: latest.step, events: others, lr: former / 2 };
  }
  // The update before may already have spoilt the weights.
  return { step: Math.max(0, failed - 1), events, lr: rate / 2 };
}

/** The other variant of a paired run: the same run with shuffled and true labels swapped. */
export function twinOf<P extends RunParams>(
  params: P,
  events: readonly ScheduledEvent[],
): { params: P; events: ScheduledEvent[] } {
  return {
    params: { ...params, shuffle: 1 - params.shuffle },
    events: events.map((event) => (event.key === 'shuffle' ? { ...event, value: 1 - event.value } : event)),
  };
}
