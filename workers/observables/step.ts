/** Per-step observables of one layer from reduced numbers. Pure arithmetic in float64: knows no tensor and no model. */

/** Frobenius norm from its square, [0, ∞). A square that rounding left below 0 counts as 0; NaN stays NaN. */
export function normOf(squared: number): number {
  return Math.sqrt(squared < 0 ? 0 : squared);
}

/** Frobenius norm √Σ xᵢ² of an array, [0, ∞): (3, 4) → 5. */
export function norm(values: ArrayLike<number>): number {
  return Math.sqrt(dot(values, values));
}

/**
 * A sum of squares or products from its two scales (`ops/norms.ts`): the fine one, unless it left float32's range.
 * Infinite or NaN where both did, from lengths of about 1e28 on.
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

/** Update ratio ‖Δw‖ / ‖w‖, w before the update, [0, ∞). NaN where ‖w‖ is 0. Plain SGD, g = w: α. */
export function updateRatio(updateNorm: number, weightNorm: number): number {
  return weightNorm > 0 ? updateNorm / weightNorm : NaN;
}

/**
 * cos(a, b) = a·b / (‖a‖‖b‖), [−1, 1], from the inner product and both norms; rounding past ±1 is cut off.
 * NaN where a norm is 0. With gradients of two steps in a row it is the successive cosine.
 */
export function cosine(product: number, normA: number, normB: number): number {
  if (!(normA > 0 && normB > 0)) return NaN;
  return Math.max(-1, Math.min(1, product / normA / normB));
}

/**
 * Mean pairwise cosine of n vectors, [−1/(n−1), 1], from ‖Σ uᵢ‖² of their unit vectors: (‖Σ uᵢ‖² − n) / (n(n − 1)). Count
 * only vectors of non-zero length. NaN with fewer than two.
 */
export function meanCosine(unitSumSquared: number, n: number): number {
  if (n < 2) return NaN;
  return Math.max(-1 / (n - 1), Math.min(1, (unitSumSquared - n) / (n * (n - 1))));
}
