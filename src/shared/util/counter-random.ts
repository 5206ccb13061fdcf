/** Counter-based random numbers: a pure function of seed, step and index, so there is no state to save. */

/** 2³² divided by the golden ratio, as in Weyl sequences; it spreads small integers over 32 bits. */
export const STRIDE = 0x9e3779b9;

/** MurmurHash3's finalizer: a bijection on 32 bits. */
export function mix(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

/** An int32 key for one step; `salt` identifies the use. */
export const stepKey = (salt: number, seed: number, step: number): number =>
  mix(mix(seed ^ salt) + Math.imul(step, STRIDE)) | 0;
