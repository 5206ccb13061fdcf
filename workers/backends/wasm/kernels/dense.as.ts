/** Products of matrices as called from JavaScript (AssemblyScript): set arguments, count parts, compute jobs. */
import { partsOf, setAddress, setArgument } from './job.as';
import { computeAll, PRODUCT, TRANSPOSED_PRODUCT } from './jobs.as';
import { GROUP_COLUMNS } from './product.as';

/** C[m, n] = A[m, k] · B + bias; B is [k, n], or [n, k] where `transposed`. */
export function product(
  a: usize,
  b: usize,
  c: usize,
  m: i32,
  k: i32,
  n: i32,
  transposed: i32,
  bias: usize,
  relu: i32,
  work: usize,
  share: usize,
): void {
  setAddress(0, a);
  setAddress(1, b);
  setAddress(2, c);
  setArgument(3, m);
  setArgument(4, k);
  setArgument(5, n);
  setArgument(6, transposed);
  setAddress(7, bias);
  setArgument(8, relu);
  computeAll(PRODUCT, partsOf(n, GROUP_COLUMNS), work, share);
}

/** C[m, n] = Aᵀ · B; A is [k, m], B is [k, n]. */
export function productOfTransposed(
  a: usize,
  b: usize,
  c: usize,
  m: i32,
  k: i32,
  n: i32,
  work: usize,
  share: usize,
): void {
  setAddress(0, a);
  setAddress(1, b);
  setAddress(2, c);
  setArgument(3, m);
  setArgument(4, k);
  setArgument(5, n);
  computeAll(TRANSPOSED_PRODUCT, partsOf(n, GROUP_COLUMNS), work, share);
}
