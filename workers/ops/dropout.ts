/** Inverted dropout with a counter-based mask: a pure function of a key, a layer and an element's index. Knows no layer. */
import { mul, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { mix, stepKey, STRIDE } from '../../src/shared/util/counter-random.ts';
import { hasLabKernel, runKernel } from './kernel.ts';

/** Bits of the hash that decide on an element. */
const BITS = 24;

/** An int32 from which dropout draws the masks of one step. */
export const dropoutKey = (seed: number, step: number): number => stepKey(0x5bd1e995, seed, step);

/** A key as two numbers of 16 bits, which float32 holds. */
export const keyNumbers = (key: number): number[] => [key >>> 16, key & 0xffff];

/** What decides on each element of one layer in one step. */
interface Mask {
  /** Of the step, int32: see `dropoutKey`. */
  readonly key: number;
  /** Added to the hash between its two rounds, int32. */
  readonly layer: number;
  /** An element whose hash of BITS bits is below it is dropped. */
  readonly threshold: number;
  /** By which the others are multiplied. */
  readonly scale: number;
}

const maskOf = (key: number, layer: number, rate: number): Mask => ({
  key,
  layer: Math.imul(layer, STRIDE),
  threshold: Math.round(rate * 2 ** BITS),
  scale: Math.fround(1 / (1 - rate)),
});

/** What element `index` is multiplied by: 0 or `scale`. */
function factorAt(index: number, { key, layer, threshold, scale }: Mask): number {
  const hash = mix(mix(index ^ key) + layer) >>> (32 - BITS);
  return hash < threshold ? 0 : scale;
}

/**
 * x times its mask, which is also how the gradient is led back.
 * @param key see `dropoutKey`
 * @param layer a number of the layer's own in its network
 * @param rate probability that an element is dropped, [0, 1)
 */
export function dropout(x: Tensor, key: number, layer: number, rate: number): Tensor {
  const mask = maskOf(key, layer, rate);
  if (hasLabKernel('LabDropout')) return runKernel('LabDropout', { x }, { ...mask });
  const factors = Float32Array.from({ length: x.size }, (_, i) => factorAt(i, mask));
  return mul(x, tensor(factors, x.shape));
}
