/** How far the observed labels are from the true ones. */

/** Label corruption q: the fraction of examples whose observed label is not the true one. NaN without examples. */
export function corruption(observed: Uint8Array, trueLabels: Uint8Array): number {
  let wrong = 0;
  for (let i = 0; i < observed.length; i++) if (observed[i] !== trueLabels[i]) wrong++;
  return wrong / observed.length;
}

/**
 * Entropy in nats of the labels' marginal over `classes` classes. It is the lowest mean loss of a constant prediction.
 */
export function labelEntropy(observed: Uint8Array, classes: number): number {
  const counts = new Float64Array(classes);
  for (const label of observed) counts[label] = (counts[label] ?? 0) + 1;
  return counts.reduce(
    (sum, count) => (count > 0 ? sum - (count / observed.length) * Math.log(count / observed.length) : sum),
    0,
  );
}
