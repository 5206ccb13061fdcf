/** Every kind of layer against PyTorch in float64, over 50 training steps; skipped where Python has no PyTorch. */
import '@tensorflow/tfjs-backend-cpu';
import { setBackend, tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { placeRun } from '../../src/shared/networks/of-run.ts';
import { randomStream } from '../../src/shared/util/random.ts';
import { startWasm } from '../backends/wasm-start.ts';
import { dropoutKey } from '../ops/dropout.ts';
import { labels, values } from '../ops/testing/inputs.ts';
import { sgdUpdate } from '../ops/testing/rates.ts';
import { dropoutKeeps } from '../ops/testing/reference.ts';
import { withoutPause } from '../training/parts.ts';
import { trainStep } from '../training/train-step.ts';
import { build } from './build.ts';
import type { Layer } from './layer.ts';

const PYTHON = '/usr/bin/python3';
const STEPS = 50;
const [BATCH, SIZE, CHANNELS, CLASSES] = [6, 7, 2, 3];
const IMAGES = [BATCH, SIZE, SIZE, CHANNELS];
const FEATURES = [BATCH, SIZE, SIZE, 4];
const [LR, MOMENTUM, RATE] = [0.02, 0.9, 0.4];
const LAYERS = [
  'relu',
  'gelu',
  'tanh',
  'lrn',
  'pool3s2',
  'avgpool3s2',
  'avgpool',
  'bn',
  'dropout.4',
  'cat(conv1x2,conv3x3)',
  'res(conv3x4)',
  'res(conv3x5s2)',
  'respad(conv3x6s2)',
  'dense6-gelu',
];
/** Seed of `dropout.4` in the text. */
const DROPOUT_LAYER = 3;

const images = values('dense', BATCH * SIZE * SIZE * CHANNELS, 1);
const observed = labels(BATCH, CLASSES, 2);

function networkOf(layer: string): Layer {
  const model = `conv3x4-tanh-${layer}`;
  const shape = { channels: CHANNELS, classes: CLASSES };
  const placed = placeRun({ model, width: [], norm: 'none', size: SIZE }, shape);
  if (!placed.ok) throw new Error(placed.reason);
  return build(placed.value, randomStream(3, 'init'));
}

type Weights = Readonly<Record<string, readonly number[]>>;
const weightsOf = (network: Layer): Weights =>
  Object.fromEntries(network.parameters.map(({ name, value }) => [name, [...value.dataSync<'float32'>()]]));

interface Trained {
  readonly losses: readonly number[];
  readonly weights: Weights;
}

function trained(layer: string): Trained {
  const network = networkOf(layer);
  const losses = Array.from({ length: STEPS }, (_, step) =>
    tidy(() => {
      const batch = { images: tensor(images, IMAGES), labels: tensor1d(observed, 'int32') };
      const update = sgdUpdate(LR, MOMENTUM, 0);
      const request = { update, probe: false, gradientSums: [], dropoutKey: dropoutKey(1, step) };
      return withoutPause(trainStep(network, () => batch, request)).row.dataSync<'float32'>()[0] ?? NaN;
    }),
  );
  const weights = weightsOf(network);
  network.dispose();
  return { losses, weights };
}

function torchTrained(): Readonly<Record<string, Trained>> {
  const flat = (shape: readonly number[], numbers: ArrayLike<number>) => ({ shape, values: Array.from(numbers) });
  const size = FEATURES.reduce((a, b) => a * b);
  const masks = Array.from({ length: STEPS }, (_, step) => {
    const keeps = dropoutKeeps(size, dropoutKey(1, step), DROPOUT_LAYER, RATE);
    return flat(
      FEATURES,
      keeps.map((kept) => (kept ? 1 / (1 - RATE) : 0)),
    );
  });
  const weights = LAYERS.map((layer) => {
    const network = networkOf(layer);
    const named = network.parameters.map(({ name, shape, value }) => [name, flat(shape, value.dataSync())] as const);
    network.dispose();
    return [layer, Object.fromEntries(named)] as const;
  });
  const input = {
    images: flat(IMAGES, images),
    labels: [...observed],
    weights: Object.fromEntries(weights),
    lr: LR,
    momentum: MOMENTUM,
    masks,
  };
  const { stdout, stderr, status } = spawnSync(PYTHON, [`${import.meta.dirname}/testing/torch_layers.py`], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as Record<string, Trained>;
}

/** The largest difference, relative to the largest expected number. */
function apart(found: readonly number[], expected: readonly number[]): number {
  expect(found.length).toBe(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs((found[i] ?? NaN) - value))) / scale;
}

const hasTorch = spawnSync(PYTHON, ['-c', 'import torch']).status === 0;

describe.skipIf(!hasTorch)('against PyTorch', () => {
  it('every kind of layer has the same losses and weights over 50 steps, to 1e-5', { timeout: 120_000 }, async () => {
    await setBackend('cpu');
    const expected = torchTrained();
    for (const start of [() => setBackend('cpu'), startWasm]) {
      await start();
      for (const layer of LAYERS) {
        const [found, torch] = [trained(layer), expected[layer]];
        if (!torch) throw new Error(`no ${layer}`);
        expect(apart(found.losses, torch.losses), `${layer}, losses`).toBeLessThan(1e-5);
        for (const [name, weights] of Object.entries(torch.weights)) {
          expect(apart(found.weights[name] ?? [], weights), `${layer}, ${name}`).toBeLessThan(1e-5);
        }
      }
    }
  });
});
