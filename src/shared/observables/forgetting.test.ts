import { expect, it } from 'vitest';
import { forgetting } from './forgetting.ts';

it('counts clean and corrupted examples apart; one that was never fitted is not unforgettable', () => {
  const of = {
    observed: [0, 1, 2, 3, 4, 5],
    truth: [0, 1, 2, 3, 0, 0],
    firstFitted: [10, 20, NaN, 0, 40, NaN],
    forgotten: [0, 3, 0, 0, 5, 0],
  };
  expect(forgetting(of)).toEqual({
    clean: { events: 1, unforgettable: 0.5 },
    corrupted: { events: 5, unforgettable: 0 },
  });
  const none = { observed: [1], truth: [1], firstFitted: [NaN], forgotten: [0] };
  expect(forgetting(none)).toEqual({
    clean: { events: NaN, unforgettable: 0 },
    corrupted: { events: NaN, unforgettable: NaN },
  });
});
