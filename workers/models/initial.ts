/** Initial weights from the seed's `init` stream, drawn in the order in which the layers are built. */
import type { RandomStream } from '../../src/shared/util/random.ts';

/**
 * Normal weights of variance gain/fan-in: gain 2 in a hidden layer (He et al. 2015, arXiv
 * 1502.01852), 1 before a softmax or tanh.
 * @param shape [in, out] or [height, width, in, out]
 */
export function heNormal(shape: readonly number[], gain: 1 | 2, random: RandomStream): Float32Array {
  const fanIn = shape.slice(0, -1).reduce((product, edge) => product * edge, 1);
  const deviation = Math.sqrt(gain / fanIn);
  return filled(shape, () => deviation * random.normal());
}

export function filled(shape: readonly number[], value: () => number): Float32Array {
  return Float32Array.from({ length: shape.reduce((product, edge) => product * edge, 1) }, value);
}
