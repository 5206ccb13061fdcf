import { expect, it } from 'vitest';
import { flowLegend } from './legend-flow.ts';

it('an entry that does not fit starts a row; one that is too wide has its own row', () => {
  expect(flowLegend([30, 40, 50, 200, 10], 100, 10)).toEqual([
    { x: 0, row: 0 },
    { x: 40, row: 0 },
    { x: 0, row: 1 },
    { x: 0, row: 2 },
    { x: 0, row: 3 },
  ]);
  expect(flowLegend([], 100, 10)).toEqual([]);
});
