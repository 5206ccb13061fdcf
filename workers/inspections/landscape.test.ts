/** The loss in weight space against arithmetic of its own, and that looking at it leaves training alone. */
import '@tensorflow/tfjs-backend-cpu';
import { engine, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../../src/shared/run/run-params.ts';
import type { AnswerOf, AskOf } from '../../src/shared/inspections/index.ts';
import { randomStream } from '../../src/shared/util/random.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { fillImages } from '../data/image-set.ts';
import { loadData } from '../data/origins/load.ts';
import { largestEigenvalue, type Product } from '../observables/sharpness.ts';
import { withoutPause } from '../training/parts.ts';
import { Run } from '../training/run.ts';
import { variantSettings } from '../training/variant-settings.ts';
import { inspect } from './index.ts';
import { filterNormalized } from './landscape.ts';
import { weightsOf } from './loss-surface.ts';

beforeAll(async () => {
  await setBackend('cpu');
});

async function begin(changes: Partial<RunParams>): Promise<{ run: Run; queue: ReadbackQueue }> {
  const params = resolveParams({
    ...DEFAULT_PARAMS,
    data: 'synthetic',
    n: 20,
    size: 14,
    batch: 10,
    lr: 0.1,
    ...changes,
  });
  const queue = new ReadbackQueue();
  return { run: new Run(variantSettings(params, []), await loadData(params, () => undefined), queue), queue };
}

function train(run: Run, steps: number): void {
  for (let k = 0; k < steps; k++) withoutPause(run.train(0));
}

const landscapeOf = async (run: Run, ask: AskOf<'landscape'>): Promise<AnswerOf<'landscape'>> =>
  (await inspect(run, 'landscape', ask)) as AnswerOf<'landscape'>;

/** Softmax regression in plain loops: each example's probabilities at these weights, kernel first, then the bias. */
function regression(run: Run) {
  const { train: set, classNames } = run.data;
  const classes = classNames.length;
  const inputs = set.size * set.size;
  const images = new Float32Array(set.count * inputs);
  fillImages(
    set,
    Uint32Array.from({ length: set.count }, (_, i) => i),
    0,
    set.count,
    images,
  );
  /** [inputs and 1] · weights of an example. */
  const outputs = (weights: ArrayLike<number>, example: number): number[] =>
    Array.from({ length: classes }, (_, c) => {
      let sum = weights[inputs * classes + c] ?? NaN;
      for (let i = 0; i < inputs; i++) sum += (images[example * inputs + i] ?? NaN) * (weights[i * classes + c] ?? NaN);
      return sum;
    });
  const probabilities = (weights: ArrayLike<number>, example: number): number[] => {
    const logits = outputs(weights, example);
    const largest = Math.max(...logits);
    const powers = logits.map((logit) => Math.exp(logit - largest));
    const total = powers.reduce((a, b) => a + b, 0);
    return powers.map((power) => power / total);
  };
  const examples = Array.from({ length: set.count }, (_, i) => i);
  const loss = (weights: ArrayLike<number>, labels: Uint8Array): number =>
    examples.reduce((sum, i) => sum - Math.log(probabilities(weights, i)[labels[i] ?? 0] ?? NaN), 0) / set.count;
  /** H v = mean of x ⊗ (diag(p) − p pᵀ)(vᵀx). */
  const hessian =
    (weights: ArrayLike<number>): Product =>
    (vector) => {
      const image = new Float64Array(vector.length);
      for (const example of examples) {
        const p = probabilities(weights, example);
        const z = outputs(vector, example);
        const mean = p.reduce((sum, share, c) => sum + share * (z[c] ?? NaN), 0);
        p.forEach((share, c) => {
          const change = (share * ((z[c] ?? NaN) - mean)) / set.count;
          for (let i = 0; i <= inputs; i++) {
            const at = i * classes + c;
            image[at] = (image[at] ?? NaN) + change * (i === inputs ? 1 : (images[example * inputs + i] ?? NaN));
          }
        });
      }
      return Promise.resolve(image);
    };
  return { loss, hessian };
}

describe('largest eigenvalue', () => {
  const diagonal =
    (...values: number[]): Product =>
    (vector) =>
      Promise.resolve(vector.map((value, i) => value * (values[i] ?? 0)));
  const limits = { tolerance: 1e-12, most: 1000 };
  const start = Float64Array.of(1, 1, 1);

  it.each([
    ['of L = ½ wᵀAw is A’s', diagonal(1, 5, 2), 5],
    ['is the largest, not the largest in size', diagonal(-7, 3, 1), 3],
    ['of a negative matrix is the one nearest to 0', diagonal(-7, -2, -3), -2],
    ['of nothing is 0', diagonal(0, 0, 0), 0],
  ])('%s', async (_, product, expected) => {
    const { eigenvalue, settled } = await largestEigenvalue(product, start, limits);
    expect(eigenvalue).toBeCloseTo(expected, 5);
    expect(settled).toBe(true);
  });

  it('says where it was stopped', async () => {
    const stopped = await largestEigenvalue(diagonal(1, 1.01, 0.99), start, { tolerance: 0, most: 3 });
    expect(stopped).toMatchObject({ products: 3, settled: false });
  });
});

describe('of softmax regression', () => {
  it('the profile and the sharpness are those of plain loops, of each variant', async () => {
    const { run } = await begin({ model: 'flatten', twin: true });
    const { loss, hessian } = regression(run);
    const [start] = await Promise.all(run.variants.map(({ network }) => weightsOf(network)));
    train(run, 8);
    const now = await Promise.all(run.variants.map(({ network }) => weightsOf(network)));
    const [first, second] = now;
    if (!start || !first || !second) throw new Error('no weights');

    const own = await landscapeOf(run, { along: 'start' });
    expect(own).toMatchObject({ step: 8, examples: 20 });
    expect([own.places[0], own.places.at(-1), own.places.length]).toEqual([-0.5, 1.5, 21]);
    for (const [i, { variant, losses, distance }] of own.curves.entries()) {
      expect(variant).toBe(i);
      const to = now[i] ?? new Float32Array();
      expect(distance).toBeCloseTo(Math.hypot(...to.map((value, k) => value - (start[k] ?? NaN))), 4);
      own.places.forEach((t, k) => {
        const point = start.map((value, j) => value + t * ((to[j] ?? NaN) - value));
        expect(losses[k]).toBeCloseTo(loss(point, run.variants[i]?.observed ?? new Uint8Array()), 4);
      });
    }

    const { curves } = await landscapeOf(run, { along: 'variants' });
    expect(curves.map(({ variant }) => variant)).toEqual([0, 1]);
    expect(curves[0]?.losses[15]).toBeCloseTo(loss(second, run.variants[0]?.observed ?? new Uint8Array()), 4);
    expect(curves[1]?.losses[5]).toBeCloseTo(loss(first, run.variants[1]?.observed ?? new Uint8Array()), 4);

    const sharp = (await inspect(run, 'sharpness', {})) as AnswerOf<'sharpness'>;
    for (const [i, { eigenvalue, settled }] of sharp.variants.entries()) {
      const random = randomStream(9, 'probe');
      const any = Float64Array.from(start, () => random.normal());
      const exact = await largestEigenvalue(hessian(now[i] ?? []), any, { tolerance: 1e-6, most: 300 });
      expect(settled).toBe(true);
      expect(eigenvalue / exact.eigenvalue).toBeCloseTo(1, 1.7);
    }
    run.dispose();
  });
});

it('a random direction has each filter’s length, and 0 where there is no filter', () => {
  const parameters = [
    { kind: 'kernel', shape: [2, 2], size: 4 },
    { kind: 'bias', shape: [2], size: 2 },
  ] as const;
  const direction = filterNormalized(parameters, Float32Array.of(3, 0, 4, 1, 7, 7), randomStream(1, 'directions'));
  expect(Math.hypot(direction[0] ?? NaN, direction[2] ?? NaN)).toBeCloseTo(5, 5);
  expect(Math.hypot(direction[1] ?? NaN, direction[3] ?? NaN)).toBeCloseTo(1, 5);
  expect([...direction.subarray(4)]).toEqual([0, 0]);
});

it('leaves training as it is bit for bit, BatchNorm and dropout included, and nothing behind', async () => {
  const model = 'dense8-bn-relu-dropout.5';
  const trained = async (looks: boolean): Promise<unknown> => {
    const before = engine().state.numTensors;
    const { run, queue } = await begin({ model, n: 40 });
    for (let k = 0; k < 4; k++) {
      train(run, 1);
      if (!looks) continue;
      const asked = Promise.all([inspect(run, 'landscape', { along: 'random' }), inspect(run, 'sharpness', {})]);
      // Training continues while it is computed.
      if (k < 3) train(run, 1);
      await asked;
      k++;
    }
    await queue.flush();
    const saved = await run.save();
    const rows = run.variants.flatMap((variant) => variant.tables.take());
    run.dispose();
    expect(engine().state.numTensors).toBe(before);
    return [saved, rows];
  };
  expect(await trained(true)).toEqual(await trained(false));
});

it('is given up when the run is left', async () => {
  const { run } = await begin({ model: 'flatten' });
  const asked = inspect(run, 'landscape', { along: 'start' });
  run.dispose();
  await expect(asked).rejects.toThrow();
});
