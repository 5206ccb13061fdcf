/**
 * Which examples a run is evaluated on. All of them where that is quick; on heavy runs a part before the end. Follows from
 * settings and data alone, so that a replayed run is evaluated on the same examples (docs/decisions/0006).
 */
import { randomStream } from '../../src/shared/util/random.ts';
import type { KernelLayer } from '../models/layer.ts';

/** Examples of each set, by their places in it, in rising order. */
export interface EvaluatedExamples {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/** Training and test examples, each, that a heavy run is evaluated on before its end. */
const MOST_EXAMPLES = 2048;
/** Multiply-adds of an evaluation of all examples, by the bound below, above which a run is heavy. */
const MOST_WORK = 2 ** 42;

/** Multiply-adds of one example's forward pass, at most: as if every convolution had a place for each pixel. */
function forwardWork(blocks: readonly KernelLayer[], size: number): number {
  return blocks.reduce((sum, { map: { shape } }) => {
    const elements = shape.reduce((product, length) => product * length, 1);
    return sum + elements * (shape.length === 4 ? size * size : 1);
  }, 0);
}

export function isHeavy(blocks: readonly KernelLayer[], size: number, examples: number): boolean {
  return forwardWork(blocks, size) * examples > MOST_WORK;
}

export function allExamples(train: number, test: number): EvaluatedExamples {
  return { train: firstOf(train), test: firstOf(test) };
}

/**
 * The first training examples, which are in the order of the seeded draw, and as many test examples, which are in the data
 * set's own order, by the stream 'evaluation'.
 */
export function someExamples(train: number, test: number, seed: number): EvaluatedExamples {
  const drawn = randomStream(seed, 'evaluation').permutation(test).subarray(0, MOST_EXAMPLES);
  return { train: firstOf(Math.min(train, MOST_EXAMPLES)), test: drawn.slice().sort() };
}

const firstOf = (length: number): Uint32Array => Uint32Array.from({ length }, (_, i) => i);
