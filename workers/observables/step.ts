/** Norms and cosines from sums that the device reduced. Pure arithmetic in float64; no tensors and no model. */

/** Frobenius norm √Σ xᵢ² of an array, [0, ∞): (3, 4) → 5. */
export function norm(values: ArrayLike<number>): number {
  return Math.sqrt(dot(values, values));
}

/**
 * A sum of squares or products from its two scales (`ops/norms.ts`): the fine one, unless it left float32's range.
 * Infinite or NaN if both did, which happens at lengths of about 1e28.
 */
export function wideSum(fine: number, coarse: number): number {
  return Number.isFinite(fine) ? fine / 2 ** 60 : coarse * 2 ** 60;
}

/** Inner product Σ aᵢbᵢ of two arrays of one length. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? NaN) * (b[i] ?? NaN);
  return sum;
}

/**
 * Mean pairwise cosine of n vectors, [−1/(n−1), 1], from ‖Σ uᵢ‖² of their unit vectors: (‖Σ uᵢ‖² − n) / (n(n − 1)). Count
 * only vectors of non-zero length. NaN with fewer than two.
 */
export function meanCosine(unitSumSquared: number, n: number): number {
  if (n < 2) return NaN;
  return Math.max(-1 / (n - 1), Math.min(1, (unitSumSquared - n) / (n * (n - 1))));
}
