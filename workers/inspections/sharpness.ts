/** The largest eigenvalue of the training loss's Hessian, by power iteration on differences of gradients. */
import { randomStream } from '../../src/shared/util/random.ts';
import { largestEigenvalue, type Product } from '../observables/sharpness.ts';
import type { Inspector } from './define.ts';
import { LossSurface, weightsOf } from './loss-surface.ts';

/** Half the distance between the two points, as a fraction of the weights' norm. */
const DIFFERENCE = 1e-3;
const LIMITS = { tolerance: 1e-3, most: 60 };

export const sharpness: Inspector<'sharpness'> = async (run) => {
  const { step, variants, params } = run;
  // Read before the first await, so that labels and weights are of one step.
  const labels = variants.map(({ observed }) => observed);
  const surface = new LossSurface(run);
  try {
    const weights = await Promise.all(variants.map(({ network }) => weightsOf(network)));
    const measured = [];
    for (const [i, point] of weights.entries()) {
      const random = randomStream(params.seed, 'curvature');
      const start = Float64Array.from(point, () => random.normal());
      measured.push(
        await largestEigenvalue(hessianProduct(surface, point, labels[i] ?? new Uint8Array()), start, LIMITS),
      );
    }
    return { step, examples: surface.examples, variants: measured };
  } finally {
    surface.dispose();
  }
};

/** Hv ≈ (∇L(w + εv) − ∇L(w − εv)) / 2ε for a unit vector v. */
function hessianProduct(surface: LossSurface, point: Float32Array, labels: Uint8Array): Product {
  const epsilon = DIFFERENCE * (Math.sqrt(point.reduce((sum, value) => sum + value ** 2, 0)) || 1);
  return async (vector) => {
    const moved = (by: number): Float32Array => point.map((value, i) => value + by * (vector[i] ?? 0));
    const ahead = await surface.gradient(moved(epsilon), labels);
    const behind = await surface.gradient(moved(-epsilon), labels);
    return Float64Array.from(ahead, (value, i) => (value - (behind[i] ?? NaN)) / (2 * epsilon));
  };
}
