/** How programs over all elements of a tensor, and sums over them, are divided into groups. Knows no kernel. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../call.ts';
import { PROGRAMS } from './programs.ts';
import { groupsFor, whole, type Program, type Recorder } from './recorder.ts';

/** Groups among which a sum is divided, at most. */
const SUM_GROUPS = 256;
/** Elements that a group sums, at least. */
const SUM_ELEMENTS = 4096;

/** Groups for a sum over n elements. */
export const groupsOfSum = (n: number): number => Math.max(1, Math.min(Math.ceil(n / SUM_ELEMENTS), SUM_GROUPS));

/** One program over all elements of the last tensor, which it writes; n and the number of groups come first. */
export function overElements(recorder: Recorder, program: Program, tensors: readonly TensorInfo[], n: number): void {
  const groups = groupsFor(n);
  recorder.dispatch(program, { tensors, uniforms: [whole(n), whole(groups)], groups: [groups] });
}

/** The groups' vectors added up; `length` numbers of the sum. */
export function gathered(recorder: Recorder, sums: TensorInfo, shape: readonly number[]): TensorInfo {
  const out = recorder.output(shape);
  const uniforms = [whole(sums.shape[0] ?? 1), whole(sizeOf(shape))];
  recorder.dispatch(PROGRAMS.gather, { tensors: [sums, out], uniforms, groups: [1] });
  recorder.release(sums);
  return out;
}
