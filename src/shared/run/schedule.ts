/** What changes at which step of a run, and what therefore holds at a step. Pure data; knows no page and no trainer. */
import type { RunParams } from './run-params.ts';
import { SETTINGS } from '../settings/index.ts';
import type { Setting } from '../settings/define.ts';

/** The settings that can change while a run trains. */
export type EventKey = Extract<(typeof SETTINGS)[number], { readonly live: true }>['key'];
export const EVENT_KEYS = SETTINGS.filter(({ live }: Setting) => live).map(({ key }) => key as EventKey);

export function isEventKey(key: string): key is EventKey {
  return (EVENT_KEYS as readonly string[]).includes(key);
}

/** From the update that follows `step` completed updates on, `key` is `value`. */
export interface ScheduledEvent {
  readonly step: number;
  readonly key: EventKey;
  readonly value: number;
}

export type LiveSettings = Readonly<Record<EventKey, number>>;

/** The settings that hold for the update after `step` completed ones. Of several events at one step the last counts. */
export function settingsAt(params: RunParams, events: readonly ScheduledEvent[], step: number): LiveSettings {
  const settings = Object.fromEntries(EVENT_KEYS.map((key) => [key, params[key]])) as Record<EventKey, number>;
  for (const event of events) if (event.step <= step) settings[event.key] = event.value;
  return settings;
}

/** The steps after the first at which the given labels become others. They do so in both arms of a twin at once. */
export function relabellings(params: Pick<RunParams, 'shuffle'>, events: readonly ScheduledEvent[]): number[] {
  const steps: number[] = [];
  let fraction = params.shuffle;
  const changes = events.filter(({ key }) => key === 'shuffle');
  for (const [i, { step, value }] of changes.entries()) {
    // Of several at one step the last counts.
    if (changes[i + 1]?.step === step) continue;
    if (value !== fraction && step > 0) steps.push(step);
    fraction = value;
  }
  return steps;
}

/**
 * Of each of the rising `changes` the first row that was measured after it, where one was measured before: rows whose
 * `steps`, rising, lie on both sides of a change are of different quantities.
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

/** The schedule with one more event, in order of steps; it replaces an event of the same key at the same step. */
export function withEvent(events: readonly ScheduledEvent[], added: ScheduledEvent): ScheduledEvent[] {
  const others = events.filter((event) => event.step !== added.step || event.key !== added.key);
  return [...others, added].sort((a, b) => a.step - b.step);
}

/** How a run whose numbers stopped being finite can go on: from before `step`, with `events`, at the learning rate `lr`. */
export interface WayBack {
  readonly step: number;
  readonly events: readonly ScheduledEvent[];
  readonly lr: number;
}

/**
 * The way back from the update that follows `failed` completed ones. Where the learning rate had been raised, to before
 * that, and the raise is left out; the rate is halved in any case.
 */
export function wayBack(params: RunParams, events: readonly ScheduledEvent[], failed: number): WayBack {
  const rate = settingsAt(params, events, failed).lr;
  const latest = events.filter(({ key, step }) => key === 'lr' && step <= failed).at(-1);
  if (latest) {
    const others = events.filter((event) => event !== latest);
    const former = settingsAt(params, others, latest.step).lr;
    if (former < rate) return { step: latest.step, events: others, lr: former / 2 };
  }
  // What failed there may be weights that the update before had spoilt.
  return { step: Math.max(0, failed - 1), events, lr: rate / 2 };
}

/** The other arm of a twin: the same run with shuffled and true labels exchanged. */
export function twinOf<P extends RunParams>(
  params: P,
  events: readonly ScheduledEvent[],
): { params: P; events: ScheduledEvent[] } {
  return {
    params: { ...params, shuffle: 1 - params.shuffle },
    events: events.map((event) => (event.key === 'shuffle' ? { ...event, value: 1 - event.value } : event)),
  };
}
