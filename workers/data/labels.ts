/** How far the observed labels are from the true ones. */

/** Label corruption q: the fraction of examples whose observed label is not the true one. NaN without examples. */
export function corruption(given: Uint8Array, trueLabels: Uint8Array): number {
  let wrong = 0;
  for (let i = 0; i < given.length; i++) if (given[i] !== trueLabels[i]) wrong++;
  return wrong / given.length;
}

/**
 * Entropy in nats of the labels' marginal over `classes` classes. It is the lowest mean loss of a constant prediction.
 */
export function labelEntropy(given: Uint8Array, classes: number): number {
  const counts = new Float64Array(classes);
  for (const label of given) counts[label] = (counts[label] ?? 0) + 1;
  return counts.reduce(
    (sum, count) => (count > 0 ? sum - (count / given.length) * Math.log(count / given.length) : sum),
    0,
  );
}
