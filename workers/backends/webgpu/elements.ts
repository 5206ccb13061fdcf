/** How programs over all elements of a tensor, and sums over them, are divided into groups. Knows no kernel. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { rowsAndChannels } from '../call.ts';
import { PROGRAMS } from './programs.ts';
import { whole, type Program, type Recorder } from './recorder.ts';

/** Groups among which a sum is divided, at most. */
const SUM_GROUPS = 256;
/** Elements that a group sums, at least. */
const SUM_ELEMENTS = 4096;

/** Groups for a sum over n elements. */
export const groupsOfSum = (n: number): number => Math.max(1, Math.min(Math.ceil(n / SUM_ELEMENTS), SUM_GROUPS));

/** One program over all elements of the last tensor, which it writes; n and the number of groups come first. */
export function overElements(recorder: Recorder, program: Program, tensors: readonly TensorInfo[], n: number): void {
  const groups = recorder.groups(n);
  recorder.dispatch(program, { tensors, uniforms: [whole(n), whole(groups)], groups: [groups] });
}

/** The groups' numbers added up: the first `length` of each group's whole vectors. */
export function gathered(recorder: Recorder, sums: TensorInfo, length: number): TensorInfo {
  const out = recorder.output([length]);
  const [groups, numbers] = rowsAndChannels(sums.shape);
  const uniforms = [whole(groups), whole(numbers / 4), whole(length)];
  recorder.dispatch(PROGRAMS.gather, { tensors: [sums, out], uniforms, groups: [1] });
  recorder.release(sums);
  return out;
}
