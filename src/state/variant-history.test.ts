/** What a restored run drops. */
import { expect, it } from 'vitest';
import type { TableFamily } from '../shared/run/tables.ts';
import { VariantHistory } from './variant-history.ts';

it('drops what will be measured again: rows from the step on, paths and evaluations after the step', () => {
  const variant = new VariantHistory(['dense1']);
  const rows = (family: TableFamily, columns: number, steps: readonly number[]): void =>
    variant.append({
      family,
      layer: family === 'steps' || family === 'evaluations' ? null : 'dense1',
      rows: steps.length,
      values: Float64Array.from([...steps, ...Array.from({ length: steps.length * (columns - 1) }, () => 1)]),
    });
  rows('steps', 4, [0, 1, 2, 3]);
  rows('layerSteps', 5, [0, 1, 2, 3]);
  rows('probes', 5, [0, 2]);
  rows('paths', 2, [0, 2, 3]);
  rows('evaluations', 9, [1, 2]);
  variant.cut({ step: 2, snapshotAt: 2, evaluatedAt: 1 });
  expect([...variant.steps.column('step')]).toEqual([0, 1]);
  expect([...variant.layer('dense1', 'layerSteps').column('step')]).toEqual([0, 1]);
  expect([...variant.layer('dense1', 'probes').column('step')]).toEqual([0]);
  expect([...variant.layer('dense1', 'paths').column('step')]).toEqual([0, 2]);
  expect([...variant.evaluations.column('step')]).toEqual([1]);
  rows('steps', 4, [2]);
  expect(variant.steps.last('step')).toBe(2);
});
