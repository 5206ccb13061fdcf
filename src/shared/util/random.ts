/**
 * Seeded random numbers in named streams.
 *
 * A stream depends only on the seed and its name. Drawing from one stream (say, the labels) never affects another (say,
 * the order of the examples). So probing, evaluating, pausing or a paired run doesn't change a run's numbers.
 * Generator: xoroshiro128+ (pure-rand).
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { JumpableRandomGenerator } from 'pure-rand/types/JumpableRandomGenerator';

/** The streams of a run. A new use of randomness gets a new name. */
export type StreamName =
  | 'draw'
  | 'init'
  | 'order'
  | 'labels'
  | 'pixels'
  | 'synthetic'
  | 'probe'
  | 'held-out'
  | 'evaluation'
  | 'directions'
  | 'curvature';

export interface RandomStream {
  /** A float in [0, 1). */
  uniform(): number;
  /** An integer in [0, bound). */
  integer(bound: number): number;
  /** A draw from the standard normal distribution (Box–Muller; the second of each pair is kept for the next call). */
  normal(): number;
  /** 0 … length − 1 in random order (Fisher–Yates). */
  permutation(length: number): Uint32Array;
  /** The state for `restoreStream`. */
  state(): readonly number[];
}

/** FNV-1a, then MurmurHash3's finalizer: similar seeds and names give unrelated 32-bit words. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) | 0;
}

function wrap(generator: JumpableRandomGenerator, spare: number | null): RandomStream {
  const uniform = (): number => uniformFloat64(generator);
  const integer = (bound: number): number => uniformInt(generator, 0, bound - 1);
  return {
    uniform,
    integer,
    normal() {
      if (spare !== null) {
        const kept = spare;
        spare = null;
        return kept;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    permutation(length) {
      const order = Uint32Array.from({ length }, (_, i) => i);
      for (let i = length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const kept = order[i] ?? 0;
        order[i] = order[j] ?? 0;
        order[j] = kept;
      }
      return order;
    },
    state: () => [...generator.getState(), ...(spare === null ? [] : [spare])],
  };
}

/** The stream `name` of `seed` (an unsigned 32-bit integer), at its start. */
export function randomStream(seed: number, name: StreamName): RandomStream {
  const words = [0, 1, 2, 3].map((word) => hash(`${seed}/${name}/${word}`));
  return wrap(xoroshiro128plusFromState(words), null);
}

/** A stream with the state from `state()`. Throws if the state is invalid. */
export function restoreStream(state: readonly number[]): RandomStream {
  return wrap(xoroshiro128plusFromState(state.slice(0, 4)), state[4] ?? null);
}
