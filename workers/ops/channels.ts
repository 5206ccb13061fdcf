/** Channels of several tensors side by side, and sums of tensors: what branches and residuals need. Copies are exact. */
import { add, concat, slice, type Tensor } from '@tensorflow/tfjs-core';
import { hasLabKernel, runKernel } from './kernel.ts';

/** `part0`, `part1` and so on, the names under which a kernel reads a list. */
const counted = (parts: readonly Tensor[]) => Object.fromEntries(parts.map((part, i) => [`part${i}`, part]));

/** Concatenates along the last axis; all other axes are equal. */
export function joinChannels(parts: readonly Tensor[]): Tensor {
  return hasLabKernel('LabJoinChannels') ? runKernel('LabJoinChannels', counted(parts)) : concat([...parts], -1);
}

/** The inverse of `joinChannels`: a tensor for each of `counts`, whose sum is the size of the last axis. */
export function splitChannels(x: Tensor, counts: readonly number[]): Tensor[] {
  if (hasLabKernel('LabSplitChannels')) return runKernel('LabSplitChannels', { x }, { counts: [...counts] });
  const before = x.shape.slice(0, -1);
  let from = 0;
  return counts.map((count) => {
    const part = slice(x, [...before.map(() => 0), from], [...before.map(() => -1), count]);
    from += count;
    return part;
  });
}

/** a + b, both of one shape. */
export function sumOf(a: Tensor, b: Tensor): Tensor {
  return hasLabKernel('LabSum') ? runKernel('LabSum', { a, b }) : add(a, b);
}
