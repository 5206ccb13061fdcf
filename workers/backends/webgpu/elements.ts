/** How programs over all elements of a tensor, and sums over them, are divided into workgroups. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { PROGRAMS } from './programs.ts';
import { whole, type Dispatch, type Program, type KernelEncoder, type Uniform } from './kernel-encoder.ts';

/** Most workgroups that share a sum. */
const SUM_GROUPS = 256;
/** Fewest elements that a workgroup sums. */
const SUM_ELEMENTS = 4096;

/** n elements divided into one contiguous range per workgroup. */
export interface Shares {
  readonly count: number;
  /** The first uniforms of every element-wise program: n, and the elements of a range. */
  readonly uniforms: readonly Uniform[];
  readonly groups: Dispatch['groups'];
}

function among(groups: number, n: number, threads: number): Shares {
  const chunk = threads * Math.max(1, Math.ceil(n / (groups * threads)));
  const count = Math.max(1, Math.ceil(n / chunk));
  return { count, uniforms: [whole(n), whole(chunk)], groups: [count] };
}

/** As many workgroups as the device takes. */
const shares = (recorder: KernelEncoder, n: number): Shares => among(recorder.groups(n), n, recorder.division.threads);

/** Few enough workgroups that each sums many of the n elements. */
export const sharesOfSum = ({ division }: KernelEncoder, n: number): Shares =>
  among(Math.max(1, Math.min(Math.ceil(n / SUM_ELEMENTS), SUM_GROUPS)), n, division.threads);

/** One program over n elements; `more` are its further uniforms. */
export function overElements(
  recorder: KernelEncoder,
  program: Program,
  n: number,
  {
    tensors,
    changed = [],
    more = [],
    live,
  }: Pick<Dispatch, 'tensors' | 'changed' | 'live'> & { readonly more?: readonly Uniform[] },
): void {
  const { uniforms, groups } = shares(recorder, n);
  recorder.dispatch(program, { tensors, changed, uniforms: [...uniforms, ...more], ...(live && { live }), groups });
}

/** Adds up the workgroups' vectors, and returns the first `length` numbers of the sum. `sums`: [groups, 4] */
export function gathered(recorder: KernelEncoder, sums: TensorInfo, length: number): TensorInfo {
  const out = recorder.output([length]);
  const [groups = 0] = sums.shape;
  const uniforms = [whole(groups), whole(length)];
  recorder.dispatch(PROGRAMS.gather, { tensors: [sums, out], uniforms, groups: [1] });
  recorder.release(sums);
  return out;
}
