/**
 * Winograd's kernels on wasm against float64 loops: every 3×3 convolution of stride 1 of the named networks, and random
 * shapes. `FULL=1` takes 500 random shapes and compares every output; otherwise a tenth of them, and some outputs of
 * the large shapes.
 */
import { tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startWasm } from '../backends/wasm-start.ts';
import { tiledShape } from '../backends/wasm/calls/tiled.ts';
import { convolution, convolutionInputGradient, convolutionKernelGradient, type Shape4D } from './convolution.ts';
import { tensorOf, values } from './testing/inputs.ts';

const FULL = process.env.FULL === '1';
const RANDOM_SHAPES = FULL ? 500 : 50;
/** Most values of a result that are compared. */
const COMPARED = FULL ? Infinity : 150;

/** Edge, channels and filters in Small Inception, the CNN, AlexNet and ResNet. */
const NETWORK_SHAPES: readonly (readonly [edge: number, channels: number, filters: number])[] = [
  ...([
    [28, 96, 32],
    [28, 64, 48],
    [14, 160, 48],
    [14, 160, 64],
    [14, 160, 80],
    [14, 160, 96],
  ] as const),
  ...([
    [7, 240, 160],
    [7, 336, 160],
    [6, 96, 32],
    [14, 16, 32],
    [7, 32, 32],
  ] as const),
  ...([
    [32, 16, 16],
    [16, 32, 32],
    [8, 64, 64],
    [28, 16, 16],
    [14, 32, 32],
    [7, 64, 64],
  ] as const),
];

interface Shape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly filters: number;
}

beforeAll(startWasm);

it.each(NETWORK_SHAPES)('edge %i, %i channels to %i', { timeout: 600_000 }, (edge, channels, filters) => {
  expect(worstOf({ batch: 2, height: edge, width: edge, channels, filters }, edge)).toBeLessThanOrEqual(1e-5);
});

it(`${RANDOM_SHAPES} random shapes`, { timeout: 3_600_000 }, () => {
  for (let i = 0; i < RANDOM_SHAPES; i++) {
    const draws = values('dense', 5, 1000 + i);
    const draw = (k: number, low: number, high: number): number =>
      low + Math.floor(((draws[k] ?? 0) / 2 + 0.5) * (high - low + 0.999));
    const size = { batch: draw(0, 1, 5), height: draw(1, 3, 18), width: draw(2, 3, 18) };
    const shape = { ...size, channels: 4 * draw(3, 4, 16), filters: 4 * draw(4, 4, 16) };
    if (tiledOf(shape)) expect(worstOf(shape, i), JSON.stringify(shape)).toBeLessThanOrEqual(1e-5);
  }
});

function tiledOf({ batch, height, width, channels, filters }: Shape) {
  return tiledShape([batch, height, width, channels], [3, 3, channels, filters], 1);
}

/** The largest error of the three results, each relative to its largest value. */
function worstOf(shape: Shape, seed: number): number {
  const { batch, height, width, channels, filters } = shape;
  expect(tiledOf(shape)).not.toBeNull();
  const xShape: Shape4D = [batch, height, width, channels];
  const dyShape: Shape4D = [batch, height, width, filters];
  const wShape: Shape4D = [3, 3, channels, filters];
  const size = (of: Shape4D): number => of.reduce((a, b) => a * b);
  const [x, dy, w] = [xShape, dyShape, wShape].map((of, k) => values('dense', size(of), seed + 7 * k)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const computed = tidy(() => {
    const [a, b, c] = [tensorOf(x, xShape), tensorOf(dy, dyShape), tensorOf(w, wShape)] as [
      Tensor4D,
      Tensor4D,
      Tensor4D,
    ];
    const results = [
      convolution(a, c, null, 1, false),
      convolutionInputGradient(b, c, xShape, 1),
      convolutionKernelGradient(a, b, wShape, 1),
    ];
    return results.map((result) => result.dataSync<'float32'>());
  });
  const references = [outputOf(shape, x, w), inputGradientOf(shape, dy, w), kernelGradientOf(shape, x, dy)];
  return Math.max(...computed.map((result, k) => errorOf(result, references[k] ?? (() => NaN))));
}

/** The largest difference of some results from the reference, relative to the largest result. */
function errorOf(result: Float32Array, reference: (index: number) => number): number {
  const stride = Math.max(1, Math.floor(result.length / COMPARED));
  let largest = 0;
  for (const value of result) largest = Math.max(largest, Math.abs(value));
  let worst = 0;
  for (let i = result.length % stride; i < result.length; i += stride) {
    worst = Math.max(worst, Math.abs((result[i] ?? NaN) - reference(i)) / largest);
  }
  return worst;
}

/** The value at a pixel, 0 outside the image. */
function pixel(
  of: Float32Array,
  { height, width }: Shape,
  channels: number,
  n: number,
  i: number,
  j: number,
  c: number,
) {
  const inside = i >= 0 && i < height && j >= 0 && j < width;
  return inside ? (of[((n * height + i) * width + j) * channels + c] ?? NaN) : 0;
}

/** Splits an index of [.., height, width, channels]. */
function placeOf(
  index: number,
  { height, width }: Shape,
  channels: number,
): [n: number, i: number, j: number, c: number] {
  const at = Math.floor(index / channels);
  const row = Math.floor(at / width);
  return [Math.floor(row / height), row % height, at % width, index % channels];
}

function outputOf(shape: Shape, x: Float32Array, w: Float32Array) {
  const { channels, filters } = shape;
  return (index: number): number => {
    const [n, i, j, f] = placeOf(index, shape, filters);
    let sum = 0;
    for (let tap = 0; tap < 9; tap++)
      for (let c = 0; c < channels; c++) {
        const weight = w[(tap * channels + c) * filters + f] ?? NaN;
        sum += weight * pixel(x, shape, channels, n, i + Math.floor(tap / 3) - 1, j + (tap % 3) - 1, c);
      }
    return sum;
  };
}

function inputGradientOf(shape: Shape, dy: Float32Array, w: Float32Array) {
  const { channels, filters } = shape;
  return (index: number): number => {
    const [n, i, j, c] = placeOf(index, shape, channels);
    let sum = 0;
    for (let tap = 0; tap < 9; tap++)
      for (let f = 0; f < filters; f++) {
        const weight = w[(tap * channels + c) * filters + f] ?? NaN;
        sum += weight * pixel(dy, shape, filters, n, i - Math.floor(tap / 3) + 1, j - (tap % 3) + 1, f);
      }
    return sum;
  };
}

function kernelGradientOf(shape: Shape, x: Float32Array, dy: Float32Array) {
  const { batch, height, width, channels, filters } = shape;
  return (index: number): number => {
    const f = index % filters;
    const c = Math.floor(index / filters) % channels;
    const tap = Math.floor(index / filters / channels);
    let sum = 0;
    for (let n = 0; n < batch; n++)
      for (let i = 0; i < height; i++)
        for (let j = 0; j < width; j++) {
          const gradient = pixel(dy, shape, filters, n, i, j, f);
          sum += gradient * pixel(x, shape, channels, n, i + Math.floor(tap / 3) - 1, j + (tap % 3) - 1, c);
        }
    return sum;
  };
}
