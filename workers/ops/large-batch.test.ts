/**
 * Kernel gradients of large batches on wasm against float64 loops: a gradient sums over all pixels of a batch, so its
 * rounding error grows with both.
 */
import { tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startWasm } from '../backends/wasm-start.ts';
import { convolutionKernelGradient, type Shape4D } from './convolution.ts';
import { tensorOf, values } from './testing/inputs.ts';

const BATCH = 128;
const SIZE = 32;
/** Gradients that are compared. */
const COMPARED = 40;

beforeAll(startWasm);

it.each([
  ['Winograd', 3, 16, 16, 1],
  ['3×3 on colours', 3, 3, 16, 1],
  ['3×3 of stride 2', 3, 16, 16, 2],
  ['1×1', 1, 16, 16, 1],
] as const)('%s: within 1e-5 of the largest', (_, edge, channels, filters, stride) => {
  const out = SIZE / stride;
  const xShape: Shape4D = [BATCH, SIZE, SIZE, channels];
  const dyShape: Shape4D = [BATCH, out, out, filters];
  const wShape: Shape4D = [edge, edge, channels, filters];
  // Like activations after ReLU and their gradients: of one sign, and of both, so that most of the sum cancels.
  const x = values('dense', BATCH * SIZE ** 2 * channels, 1).map((value) => Math.max(0, value + 0.2));
  const dy = values('dense', BATCH * out ** 2 * filters, 2);
  const dw = tidy(() =>
    convolutionKernelGradient(
      tensorOf<Tensor4D>(x, xShape),
      tensorOf<Tensor4D>(dy, dyShape),
      wShape,
      stride,
    ).dataSync<'float32'>(),
  );
  const before = Math.floor(Math.max((out - 1) * stride + edge - SIZE, 0) / 2);
  const exact = (index: number): number => {
    const f = index % filters;
    const c = Math.floor(index / filters) % channels;
    const tap = Math.floor(index / filters / channels);
    const [down, right] = [Math.floor(tap / edge) - before, (tap % edge) - before];
    let sum = 0;
    for (let n = 0; n < BATCH; n++)
      for (let i = 0; i < out; i++)
        for (let j = 0; j < out; j++) {
          const [row, column] = [i * stride + down, j * stride + right];
          if (row < 0 || row >= SIZE || column < 0 || column >= SIZE) continue;
          const gradient = dy[((n * out + i) * out + j) * filters + f] ?? NaN;
          sum += gradient * (x[((n * SIZE + row) * SIZE + column) * channels + c] ?? NaN);
        }
    return sum;
  };
  const largest = dw.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let worst = 0;
  for (let i = 0; i < dw.length; i += Math.ceil(dw.length / COMPARED)) {
    worst = Math.max(worst, Math.abs((dw[i] ?? NaN) - exact(i)) / largest);
  }
  expect(worst).toBeLessThanOrEqual(1e-5);
});
