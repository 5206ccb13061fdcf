/** A spelled-out network has the same numbers as the named one, and gradients that agree with finite differences. */
import '@tensorflow/tfjs-backend-cpu';
import { setBackend, tensor, tensor1d, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { NETWORK_NAMES, networkSpecOf, placeRun } from '../../src/shared/networks/of-run.ts';
import { formatLayers } from '../../src/shared/network/text.ts';
import { randomStream } from '../../src/shared/util/random.ts';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../../src/shared/run/run-params.ts';
import { startWasm } from '../backends/wasm-start.ts';
import { softmaxCrossEntropy } from '../ops/loss.ts';
import { assignValues } from '../ops/values.ts';
import { build } from './build.ts';
import { pinnedNumbers } from './testing/pinned-runs.ts';

const NETWORKS = [
  'conv3x4-relu-lrn-avgpool3s2-conv3x4-tanh',
  'conv3x4s2-gelu-dropout.4-dense5-tanh',
  'conv3x4-bn-tanh-res(conv3x6s2-bn)-gelu-avgpool',
  'conv3x3-tanh-respad(conv3x5s2-tanh-conv3x5)-cat(avgpool,avgpool2s2-flatten)-dropout.2',
  'dense6-tanh-bn-res(dense6-gelu)-respad(dense9-tanh)-cat(dense3,dense4-tanh)',
  'avgpool2s2-bn-relu-flatten-dense4-gelu',
];

/** Settings that make a named network small; without them the cpu backend takes minutes. */
const NAMED: Readonly<Record<string, Partial<RunParams>>> = {
  mlp: { model: 'mlp', width: [17, 9], norm: 'batch' },
  cnn: { model: 'cnn', width: [6, 6, 10] },
  resnet: { model: 'resnet', width: [8] },
};

describe.each([
  ['cpu', () => setBackend('cpu'), NETWORK_NAMES.filter((name) => NAMED[name])],
  ['wasm', startWasm, NETWORK_NAMES],
] as const)('%s', (_, start, names) => {
  it.each(names)('%s printed as layers trains to the same numbers', { timeout: 120_000 }, async (name) => {
    await start();
    const named = NAMED[name] ?? { model: name };
    const model = formatLayers(networkSpecOf(resolveParams({ ...DEFAULT_PARAMS, ...named })).layers);
    const run = { channels: 1, batch: 2, steps: 3, edge: model.endsWith('-avgpool') ? 6 : 14 };
    const { losses, weights } = pinnedNumbers({ ...run, params: named });
    const spelled = pinnedNumbers({ ...run, params: { model } });
    expect([spelled.losses, spelled.weights]).toEqual([losses, weights]);
  });

  it.each(NETWORKS)('%s agrees with finite differences', { timeout: 120_000 }, async (model) => {
    await start();
    const placed = placeRun({ model, width: [], norm: 'none', size: 14 }, { channels: 2, classes: 3 });
    if (!placed.ok) throw new Error(placed.reason);
    const random = randomStream(4, 'synthetic');
    const network = build(placed.value, random);
    const images: Tensor = tensor(
      Float32Array.from({ length: 3 * 14 * 14 * 2 }, () => random.normal()),
      [3, 14, 14, 2],
    );
    const labels = tensor1d([0, 2, 1], 'int32');
    const lossOf = (): number =>
      tidy(() => softmaxCrossEntropy(network.forward(images, 77) as Tensor2D, labels).loss.dataSync()[0] ?? NaN);
    const { dLogits } = softmaxCrossEntropy(network.forward(images, 77) as Tensor2D, labels);
    network.backward(dLogits, false, false);
    for (const { name, value, gradient } of network.parameters) {
      const g = gradient?.dataSync<'float32'>().slice() ?? new Float32Array();
      const w = value.dataSync<'float32'>().slice();
      const direction = Float32Array.from(g, () => random.normal());
      const length = Math.hypot(...direction);
      const step = 4e-3;
      const lossAt = (sign: number): number => {
        assignValues(
          value,
          w.map((at, i) => at + (sign * step * (direction[i] ?? 0)) / length),
        );
        return lossOf();
      };
      const numeric = (lossAt(1) - lossAt(-1)) / (2 * step);
      assignValues(value, w);
      const expected = direction.reduce((sum, d, i) => sum + (d / length) * (g[i] ?? NaN), 0);
      expect(Math.abs(numeric - expected), name).toBeLessThan(2e-3 * (1 + Math.hypot(...g)));
    }
    network.dispose();
  });
});
