/** Inverted dropout with a counter-based mask: a pure function of a key, a layer and an element's index. */
import { mul, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { mix, stepKey, STRIDE } from '../../src/shared/util/counter-random.ts';
import { hasLabKernel, runKernel } from './kernel.ts';

/** Bits of the hash that decide whether an element is dropped. */
const BITS = 24;

/** An int32 seed for the dropout masks of one step. */
export const dropoutKey = (seed: number, step: number): number => stepKey(0x5bd1e995, seed, step);

/** A key as two 16-bit numbers, which float32 represents exactly. */
export const keyNumbers = (key: number): number[] => [key >>> 16, key & 0xffff];

/** The parameters of one layer's mask in one step. */
interface Mask {
  /** The step's key, int32: see `dropoutKey`. */
  readonly key: number;
  /** Added to the hash between its two rounds, int32. */
  readonly layer: number;
  /** An element whose hash of BITS bits is below it is dropped. */
  readonly threshold: number;
  /** The multiplier of the other elements. */
  readonly scale: number;
}

const maskOf = (key: number, layer: number, rate: number): Mask => ({
  key,
  layer: Math.imul(layer, STRIDE),
  threshold: Math.round(rate * 2 ** BITS),
  scale: Math.fround(1 / (1 - rate)),
});

/** The multiplier of element `index`: 0 or `scale`. */
function factorAt(index: number, { key, layer, threshold, scale }: Mask): number {
  const hash = mix(mix(index ^ key) + layer) >>> (32 - BITS);
  return hash < threshold ? 0 : scale;
}

/**
 * x times its mask; also maps the output gradient to the input gradient.
 * @param key see `dropoutKey`
 * @param layer the layer's unique number in its network
 * @param rate probability that an element is dropped, [0, 1)
 */
export function dropout(x: Tensor, key: number, layer: number, rate: number): Tensor {
  const mask = maskOf(key, layer, rate);
  if (hasLabKernel('LabDropout')) return runKernel('LabDropout', { x }, { ...mask });
  const factors = Float32Array.from({ length: x.size }, (_, i) => factorAt(i, mask));
  return mul(x, tensor(factors, x.shape));
}
