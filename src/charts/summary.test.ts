/** The text summary of a chart. */
import { describe, expect, it } from 'vitest';
import type { ChartSpec } from './chart-specs.ts';
import { CHARTS, pathGuides } from './chart-specs.ts';
import { axisEnd } from './domain.ts';
import type { Line } from './line.ts';
import { chartSummary } from './summary.ts';
import { DEFAULT_PARAMS, resolveParams } from '../shared/run/run-params.ts';

const line = (name: string, variant: number, values: readonly number[], stride = 1): Line => ({
  name,
  variant,
  style: { color: '', dash: [], width: 1 },
  xs: () => Float64Array.from(values, (_, i) => i * stride),
  ys: () => Float64Array.from(values),
});

const spec = (title: string): ChartSpec => {
  const found = CHARTS.find((candidate) => candidate.title === title);
  if (!found) throw new Error(title);
  return found;
};

describe('chartSummary', () => {
  it('has the title, the latest values and the events', () => {
    const marks = [{ step: 400, label: 'labels shuffled' }];
    const text = chartSummary(spec('Loss'), [line('batch', 0, [2, 1])], 1240, 2000, marks, []);
    expect(text).toBe('Loss (nats) at step 1,240 of 2,000. batch 1.00. step 400: labels shuffled.');
  });

  it('names both variants of a paired run', () => {
    const lines = [line('dense1', 0, [0.5]), line('dense1', 1, [0.8])];
    expect(chartSummary(spec('TPM'), lines, 10, 20, [], ['true labels', 'shuffled labels'])).toMatch(
      /^TPM .*true labels: dense1 0\.500\. shuffled labels: dense1 0\.800\.$/,
    );
  });

  it('summarizes many layers as a range, and says when nothing is measured', () => {
    const lines = Array.from({ length: 25 }, (_, i) => line(`conv${i}`, 0, [i + 1]));
    expect(chartSummary(spec('Weight norm'), lines, 1, 2, [], [])).toContain(
      '25 layers from 1.00 (conv0) to 25.0 (conv24)',
    );
    expect(chartSummary(spec('TPM'), [], 0, 2, [], [])).toContain('Nothing measured yet.');
  });
});

it('the loss guide is ln of the classes and the accuracy guide their inverse', () => {
  const guides = (title: string, classes: number): unknown =>
    spec(title).guides(resolveParams(DEFAULT_PARAMS), classes);
  expect(guides('Loss', 4)).toEqual([{ value: Math.log(4), label: 'ln 4' }]);
  expect(guides('Accuracy', 4)).toEqual([{ value: 0.25, label: 'chance' }]);
});

it('the path guides are 1, 1/√n and 1/n with n of the first window', () => {
  const params = resolveParams(DEFAULT_PARAMS);
  expect(pathGuides(params).map(({ value }) => value)).toEqual([1, 1 / Math.sqrt(6), 1 / 6]);
  expect(pathGuides({ ...params, stride: 100 })[1]?.label).toBe('1/√n, n = 4');
  // For one segment they coincide.
  expect(pathGuides({ ...params, stride: 400 }).map(({ value }) => value)).toEqual([1]);
});

it('the step axis grows by 1, 2, 5 and ends with the run', () => {
  expect([0, 1, 50, 51, 180, 201, 900, 1001, 2000].map((step) => axisEnd(step, 2000))).toEqual([
    2000, 50, 50, 100, 200, 500, 1000, 2000, 2000,
  ]);
  expect(axisEnd(2500, 2000)).toBe(2500);
  expect(axisEnd(5, 20)).toBe(20);
});
