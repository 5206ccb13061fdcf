/**
 * The operations as plain loops over float64 numbers, the reference for every backend. No tfjs; arrays are flat,
 * row-major, NHWC.
 */
import type { Shape4D } from '../convolution.ts';

type Numbers = ArrayLike<number>;
const at = (values: Numbers, index: number): number => values[index] ?? 0;
const zeros = (length: number): number[] => new Array<number>(length).fill(0);

/** a[rows, inner] · b[inner, columns]. */
export function product(a: Numbers, b: Numbers, rows: number, inner: number, columns: number): number[] {
  const out = zeros(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      let total = 0;
      for (let k = 0; k < inner; k++) total += at(a, i * inner + k) * at(b, k * columns + j);
      out[i * columns + j] = total;
    }
  return out;
}

export function transposed(a: Numbers, rows: number, columns: number): number[] {
  return Array.from({ length: rows * columns }, (_, k) => at(a, (k % rows) * columns + Math.floor(k / rows)));
}

/** One multiplication of a convolution: indices into x, the kernel and y. */
type Visit = (x: number, w: number, y: number) => void;

function visitConvolution(xShape: Shape4D, wShape: Shape4D, stride: number, visit: Visit): void {
  const [batch, height, width, channels] = xShape;
  const [kernelHeight, kernelWidth, , filters] = wShape;
  const top = samePadding(height, kernelHeight, stride);
  const left = samePadding(width, kernelWidth, stride);
  const outHeight = Math.ceil(height / stride);
  const outWidth = Math.ceil(width / stride);
  for (let n = 0; n < batch; n++)
    for (let i = 0; i < outHeight; i++)
      for (let j = 0; j < outWidth; j++)
        for (let u = 0; u < kernelHeight; u++)
          for (let v = 0; v < kernelWidth; v++) {
            const row = i * stride + u - top;
            const column = j * stride + v - left;
            if (row < 0 || row >= height || column < 0 || column >= width) continue;
            for (let c = 0; c < channels; c++)
              for (let f = 0; f < filters; f++)
                visit(
                  ((n * height + row) * width + column) * channels + c,
                  ((u * kernelWidth + v) * channels + c) * filters + f,
                  ((n * outHeight + i) * outWidth + j) * filters + f,
                );
          }
}

/** Rows (or columns) of padding before the image, 'same' as in TensorFlow. */
function samePadding(size: number, window: number, stride: number): number {
  return Math.floor(Math.max((Math.ceil(size / stride) - 1) * stride + window - size, 0) / 2);
}

export function convolution(x: Numbers, w: Numbers, xShape: Shape4D, wShape: Shape4D, stride: number): number[] {
  const [batch, height, width] = xShape;
  const y = zeros(batch * Math.ceil(height / stride) * Math.ceil(width / stride) * wShape[3]);
  visitConvolution(xShape, wShape, stride, (i, j, k) => (y[k] = at(y, k) + at(x, i) * at(w, j)));
  return y;
}

export function kernelGradient(x: Numbers, dy: Numbers, xShape: Shape4D, wShape: Shape4D, stride: number): number[] {
  const dw = zeros(wShape.reduce((a, b) => a * b));
  visitConvolution(xShape, wShape, stride, (i, j, k) => (dw[j] = at(dw, j) + at(x, i) * at(dy, k)));
  return dw;
}

export function inputGradient(dy: Numbers, w: Numbers, xShape: Shape4D, wShape: Shape4D, stride: number): number[] {
  const dx = zeros(xShape.reduce((a, b) => a * b));
  visitConvolution(xShape, wShape, stride, (i, j, k) => (dx[i] = at(dx, i) + at(dy, k) * at(w, j)));
  return dx;
}

/** Each window's maximum and its index in x. */
export function maxPool(x: Numbers, xShape: Shape4D, size: number, stride: number): { y: number[]; from: number[] } {
  const [batch, height, width, channels] = xShape;
  const top = samePadding(height, size, stride);
  const left = samePadding(width, size, stride);
  const y: number[] = [];
  const from: number[] = [];
  for (let n = 0; n < batch; n++)
    for (let i = 0; i < Math.ceil(height / stride); i++)
      for (let j = 0; j < Math.ceil(width / stride); j++)
        for (let c = 0; c < channels; c++) {
          let best = -Infinity;
          let place = -1;
          for (let u = 0; u < size; u++)
            for (let v = 0; v < size; v++) {
              const row = i * stride + u - top;
              const column = j * stride + v - left;
              if (row < 0 || row >= height || column < 0 || column >= width) continue;
              const index = ((n * height + row) * width + column) * channels + c;
              if (at(x, index) > best) [best, place] = [at(x, index), index];
            }
          y.push(best);
          from.push(place);
        }
  return { y, from };
}

/** Sum over all axes but the last. */
export function channelSums(values: Numbers, channels: number): number[] {
  const sums = zeros(channels);
  for (let i = 0; i < values.length; i++) sums[i % channels] = at(sums, i % channels) + at(values, i);
  return sums;
}

export interface BatchNormReference {
  readonly y: number[];
  readonly mean: number[];
  readonly variance: number[];
}

export function batchNorm(x: Numbers, scale: Numbers, offset: Numbers, epsilon: number): BatchNormReference {
  const channels = scale.length;
  const count = x.length / channels;
  const mean = channelSums(x, channels).map((total) => total / count);
  const squares = Array.from(x, (value, i) => (value - at(mean, i % channels)) ** 2);
  const variance = channelSums(squares, channels).map((total) => total / count);
  const y = Array.from(x, (value, i) => {
    const c = i % channels;
    return ((value - at(mean, c)) / Math.sqrt(at(variance, c) + epsilon)) * at(scale, c) + at(offset, c);
  });
  return { y, mean, variance };
}

export interface CrossEntropyReference {
  readonly losses: number[];
  readonly predictions: number[];
  /** (softmax − one-hot) / batch */
  readonly gradient: number[];
}

export function crossEntropy(logits: Numbers, labels: Numbers, classes: number): CrossEntropyReference {
  const batch = labels.length;
  const losses: number[] = [];
  const predictions: number[] = [];
  const gradient: number[] = [];
  for (let n = 0; n < batch; n++) {
    const row = Array.from({ length: classes }, (_, k) => at(logits, n * classes + k));
    const largest = Math.max(...row);
    const total = row.reduce((sum, value) => sum + Math.exp(value - largest), 0);
    losses.push(Math.log(total) + largest - at(row, at(labels, n)));
    predictions.push(row.indexOf(largest));
    row.forEach((value, k) =>
      gradient.push((Math.exp(value - largest) / total - (k === at(labels, n) ? 1 : 0)) / batch),
    );
  }
  return { losses, predictions, gradient };
}

export function dot(a: Numbers, b: Numbers): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += at(a, i) * at(b, i);
  return total;
}

/** Central differences of a function with respect to each value of its inputs. */
export function differences(at: readonly number[], f: (moved: number[]) => number): number[] {
  const step = 1e-5;
  const moved = [...at];
  return moved.map((value, i) => {
    moved[i] = value + step;
    const above = f(moved);
    moved[i] = value - step;
    const below = f(moved);
    moved[i] = value;
    return (above - below) / (2 * step);
  });
}

/** The gradient of Σ dy · f(x) with respect to x, by central differences. */
export function gradientOf(f: (x: number[]) => number[], x: Numbers, dy: Numbers): number[] {
  return differences(Array.from(x), (moved) => dot(f(moved), dy));
}

/** The standard normal distribution function, by its series around 0. */
function normalDistribution(x: number): number {
  if (Math.abs(x) > 30) return x > 0 ? 1 : 0;
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}

export const gelu = (x: Numbers): number[] => Array.from(x, (value) => value * normalDistribution(value));
export const tanh = (x: Numbers): number[] => Array.from(x, Math.tanh);

/** Each window's mean, without its padding. */
export function averagePool(x: Numbers, [batch, height, width, channels]: Shape4D, size: number, stride: number) {
  const top = samePadding(height, size, stride);
  const left = samePadding(width, size, stride);
  const y: number[] = [];
  for (let n = 0; n < batch; n++)
    for (let i = 0; i < Math.ceil(height / stride); i++)
      for (let j = 0; j < Math.ceil(width / stride); j++)
        for (let c = 0; c < channels; c++) {
          let sum = 0;
          let count = 0;
          for (let row = i * stride - top; row < i * stride - top + size; row++)
            for (let column = j * stride - left; column < j * stride - left + size; column++) {
              if (row < 0 || row >= height || column < 0 || column >= width) continue;
              sum += at(x, ((n * height + row) * width + column) * channels + c);
              count++;
            }
          y.push(sum / count);
        }
  return y;
}

/** x · (1 + .001/9 · Σ x²)^(−3/4), the sum over the channels at most 4 away. */
export function localResponse(x: Numbers, channels: number): number[] {
  return Array.from(x, (value, i) => {
    const c = i % channels;
    let sum = 0;
    for (let d = Math.max(c - 4, 0); d <= Math.min(c + 4, channels - 1); d++) sum += at(x, i - c + d) ** 2;
    return value * (1 + (0.001 / 9) * sum) ** -0.75;
  });
}

/** Which of `size` elements dropout keeps: MurmurHash3's finalizer twice over element, key and layer. */
export function dropoutKeeps(size: number, key: number, layer: number, rate: number): boolean[] {
  const mixed = (word: number): number => {
    const a = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    const b = Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
    return (b ^ (b >>> 16)) >>> 0;
  };
  return Array.from({ length: size }, (_, i) => {
    const hash = mixed((mixed(i ^ key) + Math.imul(layer, 0x9e3779b9)) | 0);
    return Math.floor(hash / 256) >= Math.round(rate * 16_777_216);
  });
}
