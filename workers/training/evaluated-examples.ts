/**
 * Which examples a run is evaluated on: all of them if that is quick; on heavy runs a part, except at the end. The
 * choice follows from settings and data alone, so that a replayed run is evaluated on the same examples
 * (docs/decisions/0006).
 */
import { randomStream } from '../../src/shared/util/random.ts';
import type { KernelLayer } from '../models/layer.ts';

/** Indices of examples of each set, ascending. */
export interface EvaluatedExamples {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/** Training and test examples, each, on which a heavy run is evaluated before its end. */
const MOST_EXAMPLES = 2048;
/** A run is heavy if an evaluation of all examples takes more multiply-adds, by the bound below. */
const MOST_WORK = 2 ** 42;

/** Upper bound of one example's forward multiply-adds, as if every convolution had an output for each pixel. */
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
 * The first training examples, which are in the order of the seeded draw, and as many test examples. The test set is in
 * the data set's order, so its examples are drawn by the stream 'evaluation'.
 */
export function someExamples(train: number, test: number, seed: number): EvaluatedExamples {
  const drawn = randomStream(seed, 'evaluation').permutation(test).subarray(0, MOST_EXAMPLES);
  return { train: firstOf(Math.min(train, MOST_EXAMPLES)), test: drawn.slice().sort() };
}

const firstOf = (length: number): Uint32Array => Uint32Array.from({ length }, (_, i) => i);
