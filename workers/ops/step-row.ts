/** Concatenates a step's numbers for one readback. */
import { concat, reshape, type Rank, type Scalar, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { hasLabKernel, runKernel } from './kernel.ts';
import { STATISTICS } from './update.ts';

/**
 * Loss, accuracy, then each kernel's statistics, summed over their parts.
 * @param statistics as `momentumUpdate` leaves them, of one backend
 * @returns float32 [2 + 8 · kernels]
 */
export function stepRow(loss: Scalar, accuracy: Scalar, statistics: readonly Tensor2D[]): Tensor1D {
  if (hasLabKernel('LabStepRow')) {
    const numbered = Object.fromEntries(statistics.map((parts, i) => [`statistics${i}`, parts]));
    return runKernel('LabStepRow', { loss, accuracy, ...numbered });
  }
  // A backend without that kernel produces one part.
  const whole = statistics.map((parts) => reshape<Rank.R1>(parts, [STATISTICS]));
  return concat<Tensor1D>([reshape(loss, [1]), reshape(accuracy, [1]), ...whole]);
}
