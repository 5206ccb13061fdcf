/** The exported PyTorch classes give the lab's logits. Skipped if Python has no PyTorch. */
import '@tensorflow/tfjs-backend-cpu';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setBackend, tensor, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { safetensors } from '../src/export/safetensors.ts';
import { torchModel } from '../src/export/torch-model.ts';
import { placeNetwork } from '../src/shared/network/layout.ts';
import { networkSpecOf } from '../src/shared/networks/of-run.ts';
import { formatLayers } from '../src/shared/network/text.ts';
import { randomStream } from '../src/shared/util/random.ts';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../src/shared/run/run-params.ts';
import type { NamedTensor } from '../src/shared/run/run-records.ts';
import { casesOf } from '../src/shared/testing/fuzz.ts';
import { randomSpec } from '../src/shared/testing/random-spec.ts';
import { build } from '../workers/models/build.ts';
import { assignValues } from '../workers/ops/values.ts';

const PYTHON = '/usr/bin/python3';
const hasTorch = spawnSync(PYTHON, ['-c', 'import torch']).status === 0;
const SHAPE = [2, 10, 9, 3] as const;
const CLASSES = 5;

const NETWORKS: Readonly<Record<string, Partial<RunParams>>> = {
  mlp: { model: 'mlp', width: [7, 6], activation: 'gelu', dropout: 0.5 },
  'mlp with BatchNorm': { model: 'mlp', width: [7, 6], norm: 'batch' },
  cnn: { model: 'cnn', width: [4, 6] },
  'cnn without norm': { model: 'cnn', width: [4, 6], norm: 'none', activation: 'tanh' },
  'inception-small': { model: 'inception-small' },
  'inception-small without norm': { model: 'inception-small', norm: 'none' },
  'alexnet-small': { model: 'alexnet-small' },
  resnet: { model: 'resnet', width: [8] },
  'branches and projections': {
    model:
      'conv5x4s2-bn-relu-lrn-res(conv3x6s2-bn)-gelu-cat(conv1x3-tanh,avgpool3s1,pool2s1)-avgpool2s2-dropout.3-flatten-bn-res(dense9-relu)-respad(dense11)-dense4',
  },
  'no hidden layer': { model: 'respad(conv3x5s3)-cat(avgpool,flatten-dense2)' },
};

interface Case {
  readonly source: string;
  readonly path: string;
  readonly prefix: string;
  readonly shape: readonly number[];
  readonly images: readonly number[];
  readonly logits: readonly number[];
}

/** Random networks on these images; FUZZ=3 takes 300. */
const RANDOM = Object.fromEntries(
  Array.from({ length: casesOf(100) }, (_, seed) => {
    const model = formatLayers(randomSpec(randomStream(seed + 1, 'synthetic'), [SHAPE[1], SHAPE[2], SHAPE[3]]));
    return [`random network ${seed + 1}, ${model}`, { model }];
  }),
);

/** A network with random weights, and its outputs for random images. */
function caseOf(changes: Partial<RunParams>, folder: string, index: number): Case {
  const params = resolveParams({ ...DEFAULT_PARAMS, ...changes });
  const placed = placeNetwork(networkSpecOf(params), [SHAPE[1], SHAPE[2], SHAPE[3]], CLASSES);
  if (!placed.ok) throw new Error(placed.reason);
  const random = randomStream(index, 'synthetic');
  const network = build(placed.value, random);
  const tensors: NamedTensor[] = network.parameters.map(({ name, kind, value }) => {
    const values = kind === 'kernel' ? value.dataSync<'float32'>().slice() : new Float32Array(value.size);
    if (kind !== 'kernel') values.forEach((_, i) => (values[i] = random.normal()));
    assignValues(value, values);
    return { name: `true/${name}`, shape: value.shape, values };
  });
  for (const { name, runningMean, runningVariance } of network.normalizations) {
    const mean = Float32Array.from({ length: runningMean.size }, () => random.normal());
    const variance = Float32Array.from({ length: runningMean.size }, () => 0.5 + random.uniform());
    assignValues(runningMean, mean);
    assignValues(runningVariance, variance);
    tensors.push({ name: `true/${name}/runningMean`, shape: [mean.length], values: mean });
    tensors.push({ name: `true/${name}/runningVariance`, shape: [mean.length], values: variance });
  }
  const path = join(folder, `${index}.safetensors`);
  writeFileSync(path, safetensors(tensors, { format: 'pt' }));
  const images = Array.from({ length: SHAPE.reduce<number>((a, b) => a * b, 1) }, () => Math.fround(random.normal()));
  const logits = tidy(() => [...network.infer(tensor(images, [...SHAPE])).dataSync()]);
  network.dispose();
  return { source: torchModel(placed.value, 'image'), path, prefix: 'true/', shape: SHAPE, images, logits };
}

describe.skipIf(!hasTorch)('the PyTorch class', () => {
  it(
    'of every named network and of random ones has the logits of the lab, to 1e-4 of the largest',
    { timeout: 120_000 },
    async () => {
      await setBackend('cpu');
      const networks = { ...NETWORKS, ...RANDOM };
      const folder = mkdtempSync(join(tmpdir(), 'torch-model-'));
      try {
        const cases = Object.values(networks).map((params, i) => caseOf(params, folder, i));
        const script = join(import.meta.dirname, 'testing/torch_logits.py');
        const input = JSON.stringify(cases);
        const { stdout, stderr } = spawnSync(PYTHON, [script], { input, encoding: 'utf8', maxBuffer: 2 ** 26 });
        expect(stderr).toBe('');
        const found = JSON.parse(stdout) as readonly (readonly number[])[];
        Object.keys(networks).forEach((name, i) => {
          const { logits = [] } = cases[i] ?? {};
          expect(found[i], name).toHaveLength(SHAPE[0] * CLASSES);
          const largest = Math.max(...logits.map(Math.abs));
          const apart = Math.max(...logits.map((value, k) => Math.abs(value - (found[i]?.[k] ?? NaN))));
          expect(apart / largest, name).toBeLessThan(1e-4);
        });
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
