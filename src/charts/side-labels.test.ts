import { expect, it } from 'vitest';
import { spreadLabels } from './side-labels.ts';

it('keeps labels at their positions if they are far enough apart', () => {
  expect(spreadLabels([80, 20], 10, 0, 100)).toEqual([80, 20]);
});

it('moves overlapping labels apart equally, in order', () => {
  expect(spreadLabels([50, 50, 50], 10, 0, 100)).toEqual([40, 50, 60]);
  expect(spreadLabels([52, 48], 10, 0, 100)).toEqual([55, 45]);
});

it('keeps labels between top and bottom', () => {
  expect(spreadLabels([99, 98], 10, 0, 100)).toEqual([95, 85]);
  expect(spreadLabels([-20], 10, 0, 100)).toEqual([5]);
});
