/** Cross-entropy in float64: the reference for every backend's loss. No tensors. */

/**
 * Mean cross-entropy in nats, [0, ∞), of logits ([examples, classes], row by row) against class indices, without the L2
 * term. Uniform logits over K classes: ln K. NaN over no example.
 */
export function meanCrossEntropy(logits: ArrayLike<number>, labels: ArrayLike<number>, classes: number): number {
  let total = 0;
  for (let example = 0; example < labels.length; example++) {
    const at = (k: number): number => logits[example * classes + k] ?? NaN;
    let highest = -Infinity;
    for (let k = 0; k < classes; k++) highest = Math.max(highest, at(k));
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += Math.exp(at(k) - highest);
    total += Math.log(sum) + highest - at(labels[example] ?? NaN);
  }
  return labels.length > 0 ? total / labels.length : NaN;
}
