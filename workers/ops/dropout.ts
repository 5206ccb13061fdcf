/** Inverted dropout with a counter-based mask: a pure function of a key, a layer and an element's index. Knows no layer. */
import { mul, tensor, type Tensor } from '@tensorflow/tfjs-core';

/** Bits of the hash that decide on an element. */
const BITS = 24;
/** Spreads layers' numbers over 32 bits (the golden ratio's, as in Weyl sequences). */
const LAYER_STRIDE = 0x9e3779b9;

/** MurmurHash3's finalizer: a bijection on 32 bits. */
function mix(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

/** An int32 from which dropout draws the masks of one step. */
export function dropoutKey(seed: number, step: number): number {
  return mix(mix(seed ^ 0x5bd1e995) + Math.imul(step, LAYER_STRIDE)) | 0;
}

/** Whether dropout keeps element `index`, and by what it is multiplied: 0 or 1 / (1 − rate). */
function dropoutFactor(index: number, key: number, layer: number, rate: number): number {
  const word = mix(mix(index ^ key) + Math.imul(layer, LAYER_STRIDE)) >>> (32 - BITS);
  return word < Math.round(rate * 2 ** BITS) ? 0 : Math.fround(1 / (1 - rate));
}

/**
 * x times its mask, which is also the gradient's way back.
 * @param key see `dropoutKey`
 * @param layer a number of the layer's own in its network
 */
export function dropout(x: Tensor, key: number, layer: number, rate: number): Tensor {
  const mask = Float32Array.from({ length: x.size }, (_, i) => dropoutFactor(i, key, layer, rate));
  return mul(x, tensor(mask, x.shape));
}
