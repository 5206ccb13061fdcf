/** Random numbers that are a pure function of a seed, a step and a place: no state has to be saved. */

/** Spreads small numbers over 32 bits (the golden ratio's, as in Weyl sequences). */
export const STRIDE = 0x9e3779b9;

/** MurmurHash3's finalizer: a bijection on 32 bits. */
export function mix(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

/** An int32 for one use, told by its `salt`, in one step. */
export const stepKey = (salt: number, seed: number, step: number): number =>
  mix(mix(seed ^ salt) + Math.imul(step, STRIDE)) | 0;
