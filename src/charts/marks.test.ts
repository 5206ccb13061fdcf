/** Events as marks, ranges with shuffled labels as spans. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_PARAMS } from '../shared/run/run-params.ts';
import type { ScheduledEvent } from '../shared/run/schedule.ts';
import { variantNames, eventMarks, eventText, firstVariant, shuffledSpans } from './marks.ts';

const shuffle = (step: number, value: number): ScheduledEvent => ({ step, key: 'shuffle', value });

describe('shuffledSpans', () => {
  it('extends from one change to the next, and ends with the run', () => {
    const events = [shuffle(400, 1), shuffle(900, 0), shuffle(1500, 1)];
    expect(shuffledSpans(DEFAULT_PARAMS, events, 1000)).toEqual([{ start: 400, stop: 900 }]);
    expect(shuffledSpans(DEFAULT_PARAMS, events, 600)).toEqual([{ start: 400, stop: 600 }]);
    expect(shuffledSpans(DEFAULT_PARAMS, events, 1600)).toHaveLength(2);
  });

  it('starts at step 0 if the run does, and merges adjacent ranges', () => {
    const params = { ...DEFAULT_PARAMS, shuffle: 0.4 };
    expect(shuffledSpans(params, [shuffle(50, 1)], 100)).toEqual([{ start: 0, stop: 100 }]);
  });

  it('is empty before the first step and with true labels', () => {
    expect(shuffledSpans({ ...DEFAULT_PARAMS, shuffle: 1 }, [], 0)).toEqual([]);
    expect(shuffledSpans(DEFAULT_PARAMS, [], 100)).toEqual([]);
  });
});

it('a paired run is marked by its variant with truer labels', () => {
  const twin = { ...DEFAULT_PARAMS, twin: true, shuffle: 1 };
  const variant = firstVariant(twin, [shuffle(10, 0)]);
  expect(variant.params.shuffle).toBe(0);
  expect(variant.events).toEqual([shuffle(10, 1)]);
  expect(firstVariant({ ...twin, shuffle: 0 }, []).params.shuffle).toBe(0);
});

it('names the variants of a paired run, by their first labels if these change', () => {
  const twin = { ...DEFAULT_PARAMS, twin: true };
  expect(variantNames(DEFAULT_PARAMS, [])).toEqual([]);
  expect(variantNames(twin, [{ step: 5, key: 'lr', value: 0.1 }])).toEqual(['true labels', 'shuffled labels']);
  expect(variantNames(twin, [shuffle(5, 1)])).toEqual(['true at first', 'shuffled at first']);
});

it('describes an event in words, with one mark per step', () => {
  expect(eventText(shuffle(1, 0))).toBe('true labels');
  expect(eventText(shuffle(1, 1))).toBe('labels shuffled');
  expect(eventText(shuffle(1, 0.4))).toBe('40.0% shuffled');
  const marks = eventMarks([
    shuffle(5, 1),
    { step: 5, key: 'lr', value: 0.01 },
    { step: 9, key: 'decay', value: 1e-4 },
  ]);
  expect(marks).toEqual([
    { step: 5, label: 'labels shuffled, learning rate 0.01' },
    { step: 9, label: 'decay 1e−4' },
  ]);
});
