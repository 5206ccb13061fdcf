import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PARAMS } from './run-params.ts';
import {
  EVENT_KEYS,
  relabellings,
  rowsAfter,
  settingsAt,
  twinOf,
  wayBack,
  withEvent,
  type ScheduledEvent,
} from './schedule.ts';

const events: readonly ScheduledEvent[] = [
  { step: 10, key: 'shuffle', value: 1 },
  { step: 10, key: 'lr', value: 0.5 },
  { step: 10, key: 'lr', value: 0.25 },
  { step: 30, key: 'shuffle', value: 0 },
];

describe('settings at a step', () => {
  it('are the initial ones before an event’s step, and the event’s value from it on', () => {
    const at = (step: number): unknown => settingsAt(DEFAULT_PARAMS, events, step);
    expect(at(0)).toEqual({ shuffle: 0, lr: 0.05, momentum: 0.9, decay: 0 });
    expect(at(9)).toEqual({ shuffle: 0, lr: 0.05, momentum: 0.9, decay: 0 });
    expect(at(10)).toEqual({ shuffle: 1, lr: 0.25, momentum: 0.9, decay: 0 });
    expect(at(29)).toEqual({ shuffle: 1, lr: 0.25, momentum: 0.9, decay: 0 });
    expect(at(30)).toEqual({ shuffle: 0, lr: 0.25, momentum: 0.9, decay: 0 });
  });
});

describe('changes of the observed labels', () => {
  const shuffle = (step: number, value: number): ScheduledEvent => ({ step, key: 'shuffle', value });

  it('are where the shuffled fraction changes, after the first step', () => {
    expect(relabellings({ shuffle: 0 }, events)).toEqual([10, 30]);
    expect(relabellings({ shuffle: 0 }, [shuffle(0, 1), shuffle(5, 1), shuffle(9, 0.5), shuffle(12, 0.5)])).toEqual([
      9,
    ]);
    expect(relabellings({ shuffle: 1 }, [shuffle(5, 0), shuffle(5, 1), shuffle(7, 0)])).toEqual([7]);
  });

  it('separate a row before from the first row after', () => {
    expect(rowsAfter([10, 30], [0, 5, 10, 20, 40])).toEqual([2, 4]);
    expect(rowsAfter([6, 10], [0, 5, 10])).toEqual([2]);
    expect(rowsAfter([0, 99], [0, 5])).toEqual([]);
    expect(rowsAfter([10], [])).toEqual([]);
  });
});

const arbitraryEvent: fc.Arbitrary<ScheduledEvent> = fc.record({
  step: fc.nat(5),
  key: fc.constantFrom(...EVENT_KEYS),
  value: fc.constantFrom(0, 0.25, 0.5, 1),
});

describe('a schedule with one more event', () => {
  it('stays sorted, contains the new event, and has no other event of its key and step', () => {
    fc.assert(
      fc.property(fc.array(arbitraryEvent), arbitraryEvent, (before, added) => {
        const schedule = before.reduce<ScheduledEvent[]>(withEvent, []);
        const after = withEvent(schedule, added);
        expect(after.filter(({ step, key }) => step === added.step && key === added.key)).toEqual([added]);
        expect(after.map(({ step }) => step)).toEqual(after.map(({ step }) => step).sort((a, b) => a - b));
        expect(settingsAt(DEFAULT_PARAMS, after, added.step)[added.key]).toBe(added.value);
        for (const event of schedule) {
          if (event.step !== added.step || event.key !== added.key) expect(after).toContain(event);
        }
        expect(withEvent(after, added)).toEqual(after);
      }),
    );
  });
});

describe('a twin', () => {
  it('swaps shuffled and true labels only, and is its own inverse', () => {
    const run = { params: { ...DEFAULT_PARAMS, shuffle: 0.25 }, events };
    const twin = twinOf(run.params, run.events);
    expect(twin.params).toEqual({ ...DEFAULT_PARAMS, shuffle: 0.75 });
    expect(twin.events.map(({ value }) => value)).toEqual([0, 0.5, 0.25, 1]);
    expect(twinOf(twin.params, twin.events)).toEqual(run);
  });
});

describe('recovery from non-finite numbers', () => {
  const params = { ...DEFAULT_PARAMS, lr: 0.1 };
  const lr = (step: number, value: number): ScheduledEvent => ({ step, key: 'lr', value });

  it('halves the learning rate, from before the failed update', () => {
    expect(wayBack(params, [], 7)).toEqual({ step: 6, events: [], lr: 0.05 });
    expect(wayBack(params, [], 0)).toEqual({ step: 0, events: [], lr: 0.05 });
    const lowered = [lr(3, 0.02), lr(50, 1e9)];
    expect(wayBack(params, lowered, 7)).toEqual({ step: 6, events: lowered, lr: 0.01 });
  });
  it('drops a raise, and restarts before it', () => {
    const others: ScheduledEvent[] = [lr(3, 0.02), { step: 5, key: 'shuffle', value: 1 }];
    expect(wayBack(params, [...others, lr(6, 1e9)], 8)).toEqual({ step: 6, events: others, lr: 0.01 });
  });
});
