/** Histograms over time, curves of classes and courses of single examples, against plain loops. */
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams } from '../../src/shared/run/run-params.ts';
import type { AnswerOf } from '../../src/shared/inspections/index.ts';
import { loadData } from '../data/origins/load.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { EvaluationLog } from '../observables/evaluation-log.ts';
import { valuesOf } from '../ops/values.ts';
import { withoutPause } from '../training/parts.ts';
import { Run } from '../training/run.ts';
import { variantSettings } from '../training/variant-settings.ts';
import { distribution } from './distributions.ts';
import { inspect } from './index.ts';
import { LossSurface, weightsOf } from './loss-surface.ts';

beforeAll(async () => {
  await setBackend('cpu');
});

async function begin(): Promise<Run> {
  const params = resolveParams({
    ...DEFAULT_PARAMS,
    data: 'synthetic',
    n: 20,
    size: 14,
    batch: 10,
    width: [6],
    lr: 0.1,
  });
  const data = await loadData(params, () => undefined);
  return new Run(variantSettings(params, []), data, new ReadbackQueue());
}

const first = (length: number): Uint32Array => Uint32Array.from({ length }, (_, i) => i);
const looked = (classes: readonly number[], examples = first(classes.length)) => ({
  examples,
  classes: Uint8Array.from(classes),
  losses: Float32Array.from(classes, (_, i) => i / 4),
  margins: Float32Array.from(classes, (_, i) => 1 - i),
});

describe('histograms over time', () => {
  it('counts equal bins from the least to the largest finite value', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i) ** 3);
    const { counts, quantiles } = distribution(Float32Array.of(...values, NaN, Infinity));
    const [min, max] = [Math.min(...values), Math.max(...values)];
    const loops = new Array<number>(48).fill(0);
    for (const value of values) {
      let bin = 0;
      while (bin < 47 && value >= min + ((max - min) * (bin + 1)) / 48) bin++;
      loops[bin] = (loops[bin] ?? 0) + 1;
    }
    expect([...counts]).toEqual(loops);
    const sorted = [...values].sort((a, b) => a - b);
    expect([quantiles[0], quantiles[6]]).toEqual([min, max]);
    expect(quantiles[3]).toBeCloseTo(((sorted[499] ?? NaN) + (sorted[500] ?? NaN)) / 2, 6);
    expect([...distribution(Float32Array.of(NaN)).counts]).toEqual(new Array<number>(48).fill(0));
  });

  it('has a row for step 0 and one for each step at which it was asked for; training is the same without', async () => {
    const [asked, quiet] = [await begin(), await begin()];
    let answer: AnswerOf<'distributions'> | undefined;
    for (let k = 0; k < 3; k++) {
      withoutPause(asked.train(0));
      withoutPause(quiet.train(0));
      if (k > 0) answer = (await inspect(asked, 'distributions', {})) as AnswerOf<'distributions'>;
    }
    const rows = answer?.variants[0] ?? [];
    expect(rows.map(({ step }) => step)).toEqual([0, 2, 3]);
    const [variant] = asked.variants;
    const kernel = variant?.network.blocks[1]?.kernel;
    if (!variant || !kernel) throw new Error('no kernel');
    expect(rows[2]?.layers[1]?.weights).toEqual(distribution(await valuesOf(kernel.value)));
    const surface = new LossSurface(asked);
    const point = await weightsOf(variant.network);
    const gradient = await surface.gradient(point, variant.observed);
    const before = variant.network.parameters.slice(0, variant.network.parameters.indexOf(kernel));
    const from = before.reduce((sum, { size }) => sum + size, 0);
    expect(rows[2]?.layers[1]?.gradients).toEqual(distribution(gradient.slice(from, from + kernel.size)));
    surface.dispose();
    expect(point).toEqual(await weightsOf(quiet.variants[0]?.network ?? variant.network));
    asked.dispose();
    quiet.dispose();
  });
});

describe('the log of evaluations', () => {
  it('gives the accuracy of each class and the course of each example', async () => {
    const run = await begin();
    const { history } = run.variants[0] ?? {};
    if (!history) throw new Error('no variant');
    const { labels } = run.data.test;
    const observed = Array.from({ length: 20 }, (_, i) => i % 3);
    const guesses = [observed.map(() => 0), observed.map((label, i) => (i < 10 ? label : 2))];
    guesses.forEach((classes, k) => history.add(5 * k, observed, looked(classes), looked([labels[0] ?? 0, 1])));
    // An evaluation of a part of the examples.
    history.add(10, observed, looked([1], Uint32Array.of(4)), looked([1]));

    const { classes, variants } = (await inspect(run, 'classCurves', {})) as AnswerOf<'classCurves'>;
    expect([...(variants[0]?.steps ?? [])]).toEqual([0, 5, 10]);
    guesses.forEach((predicted, k) => {
      const accuracies = Float32Array.from({ length: classes }, (_, label) => {
        const members = [...first(20)].filter((i) => observed[i] === label);
        return members.filter((i) => predicted[i] === label).length / members.length;
      });
      expect(variants[0]?.train.slice(k * classes, (k + 1) * classes)).toEqual(accuracies);
    });
    expect(variants[0]?.test[labels[0] ?? 0]).toBeGreaterThan(0);

    const course = (await inspect(run, 'exampleCourse', { index: 4 })) as AnswerOf<'exampleCourse'>;
    expect(course.variants[0]).toEqual({
      steps: Float64Array.of(0, 5, 10),
      observed: Float32Array.of(1, 1, 1),
      predicted: Float32Array.of(0, 1, 1),
      losses: Float32Array.of(1, 1, 0),
      margins: Float32Array.of(-3, -3, 1),
    });
    const other = (await inspect(run, 'exampleCourse', { index: 5 })) as AnswerOf<'exampleCourse'>;
    expect([...(other.variants[0]?.steps ?? [])]).toEqual([0, 5]);
    await expect(inspect(run, 'exampleCourse', { index: 20 })).rejects.toThrow('example 20 of 20');
    run.dispose();
  });

  it('keeps every second evaluation when it reaches its limit, again and again', () => {
    const log = new EvaluationLog(1000);
    for (let k = 0; k < 100; k++) log.add(k, [0, 0, 0], looked([0, 0, 0]), looked([0]));
    const steps = log.looks.map(({ step }) => step);
    const [, stride = NaN] = steps;
    expect(steps).toEqual(steps.map((_, i) => i * stride));
    expect(steps.length).toBeGreaterThan(8);
    expect((steps.at(-1) ?? 0) + stride).toBeGreaterThanOrEqual(100);
  });
});
