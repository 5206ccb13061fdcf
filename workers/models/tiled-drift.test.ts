/**
 * Small Inception trained on Winograd's kernels and on the direct ones: the losses drift apart by rounding errors alone.
 * The measure of that is a third run, on the direct kernels with each batch in reverse order. `FULL=1` makes 300 steps.
 */
import { tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { randomStream } from '../../src/shared/util/random.ts';
import { DEFAULT_PARAMS, resolveParams } from '../../src/shared/run/run-params.ts';
import { startWasm } from '../backends/wasm-start.ts';
import type * as tiled from '../backends/wasm/calls/tiled.ts';
import { sgdUpdate } from '../ops/testing/rates.ts';
import { withoutPause } from '../training/parts.ts';
import { trainStep } from '../training/train-step.ts';
import { buildNetwork } from './networks.ts';

const FULL = process.env.FULL === '1';
const STEPS = FULL ? 300 : 6;
const BATCH = FULL ? 16 : 8;
const EDGE = 14;
const CHANNELS = 3;
/** Two measures of rounding noise differ by less. */
const NOISE_FACTOR = 8;

const choice = vi.hoisted(() => ({ direct: false }));
vi.mock('../backends/wasm/calls/tiled.ts', async (load) => {
  const original = await load<typeof tiled>();
  const tiledShape: typeof tiled.tiledShape = (...of) => (choice.direct ? null : original.tiledShape(...of));
  return { ...original, tiledShape };
});

beforeAll(startWasm);
afterEach(() => {
  choice.direct = false;
});

function losses(direct: boolean, reversed: boolean): number[] {
  choice.direct = direct;
  const params = resolveParams({ ...DEFAULT_PARAMS, model: 'inception-small', size: EDGE, seed: 5 });
  const network = buildNetwork(params, { channels: CHANNELS, classes: 10 });
  const random = randomStream(11, 'synthetic');
  const update = sgdUpdate(0.01, 0.9, 0);
  const pixels = EDGE ** 2 * CHANNELS;
  const made = Array.from({ length: STEPS }, () => {
    const labels = Array.from({ length: BATCH }, () => random.integer(10));
    // An image's class shifts its brightness, so that there is something to learn.
    const images = labels.map((label) =>
      Float32Array.from({ length: pixels }, () => 0.5 * random.uniform() + 0.05 * label),
    );
    if (reversed) [labels, images].forEach((list) => list.reverse());
    return tidy(() => {
      const batch = {
        images: tensor(Float32Array.from(images.flatMap((image) => [...image])), [BATCH, EDGE, EDGE, CHANNELS]),
        labels: tensor1d(Int32Array.from(labels), 'int32'),
      };
      const { row } = withoutPause(trainStep(network, () => batch, { update, probe: false, gradientSums: [] }));
      return row.dataSync<'float32'>()[0] ?? NaN;
    });
  });
  network.dispose();
  return made;
}

/** The mean logarithm of the differences, from the second step on. */
function drift(a: readonly number[], b: readonly number[]): number {
  const logs = a.map((loss, i) => Math.log(Math.abs(loss - (b[i] ?? NaN)) + 1e-7)).slice(1);
  return logs.reduce((sum, log) => sum + log, 0) / logs.length;
}

it(`${STEPS} steps drift apart no further than a reordered batch lets them`, { timeout: 1_200_000 }, () => {
  const direct = losses(true, false);
  const winograd = losses(false, false);
  const reordered = losses(true, true);
  expect(winograd).not.toEqual(direct);
  expect(drift(direct, winograd) - drift(direct, reordered)).toBeLessThan(Math.log(NOISE_FACTOR));
});
