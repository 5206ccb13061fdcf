/** What a restored run takes back. */
import { expect, it } from 'vitest';
import { ArmHistory } from './arm-history.ts';

it('drops the rows of a step and later, in every table', () => {
  const arm = new ArmHistory(['dense1']);
  const rows = (family: 'steps' | 'layerSteps' | 'probes', columns: number, steps: readonly number[]): void =>
    arm.append({
      family,
      layer: family === 'steps' ? null : 'dense1',
      rows: steps.length,
      values: Float64Array.from([...steps, ...Array.from({ length: steps.length * (columns - 1) }, () => 1)]),
    });
  rows('steps', 4, [0, 1, 2, 3]);
  rows('layerSteps', 5, [0, 1, 2, 3]);
  rows('probes', 5, [0, 3]);
  arm.cut(2);
  expect([...arm.steps.column('step')]).toEqual([0, 1]);
  expect([...arm.layer('dense1', 'layerSteps').column('step')]).toEqual([0, 1]);
  expect([...arm.layer('dense1', 'probes').column('step')]).toEqual([0]);
  rows('steps', 4, [2]);
  expect(arm.steps.last('step')).toBe(2);
});
