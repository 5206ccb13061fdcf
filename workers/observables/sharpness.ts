/** The largest eigenvalue of a symmetric matrix of which only products with vectors are known. Pure arithmetic. */

export type Product = (vector: Float64Array) => Promise<Float64Array>;

export interface Eigenvalue {
  readonly eigenvalue: number;
  /** Number of products computed. */
  readonly products: number;
  /** Three successive estimates agreed within the tolerance. */
  readonly settled: boolean;
}

interface Limits {
  /** Relative difference of successive estimates below which they agree. */
  readonly tolerance: number;
  /** Maximum number of products of one power iteration. */
  readonly most: number;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/**
 * Power iteration from `start`, which must not be orthogonal to the eigenvector. It finds the eigenvalue μ of largest
 * magnitude. If μ is negative, a second iteration on A − μ, which has no negative eigenvalue, finds the largest one.
 */
export async function largestEigenvalue(product: Product, start: Float64Array, limits: Limits): Promise<Eigenvalue> {
  const first = await powerIteration(product, start, limits);
  if (!(first.eigenvalue < 0)) return first;
  const shifted: Product = async (vector) => {
    const image = await product(vector);
    return image.map((value, i) => value - first.eigenvalue * (vector[i] ?? 0));
  };
  const second = await powerIteration(shifted, start, limits);
  return {
    eigenvalue: second.eigenvalue + first.eigenvalue,
    products: first.products + second.products,
    settled: second.settled,
  };
}

async function powerIteration(product: Product, start: Float64Array, { tolerance, most }: Limits): Promise<Eigenvalue> {
  let vector = start;
  let estimate = NaN;
  let agreed = 0;
  for (let products = 1; ; products++) {
    const length = Math.sqrt(dot(vector, vector));
    // The product is 0 or not finite.
    if (!(length > 0)) return { eigenvalue: length === 0 ? 0 : NaN, products: products - 1, settled: length === 0 };
    const unit = vector.map((value) => value / length);
    vector = await product(unit);
    const next = dot(unit, vector);
    agreed = Math.abs(next - estimate) <= tolerance * Math.abs(next) ? agreed + 1 : 0;
    // One agreement could be chance.
    const settled = agreed === 2;
    if (settled || products === most || !Number.isFinite(next)) return { eigenvalue: next, products, settled };
    estimate = next;
  }
}
