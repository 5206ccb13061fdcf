/** Tensors ⇄ plain arrays: what checkpoints are made of. */
import { keep, tensor, tidy, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { hasLabKernel } from './kernel.ts';
import { copyOf } from './norms.ts';

/** A tensor's values now: the copy is asked for at once, so that later updates do not show in it. */
export async function valuesOf(source: Tensor): Promise<Float32Array> {
  // A variable's next update gives its data back, and with it what is still being read: the clone holds on to it. Where
  // updates are made in place, values that arrive late would pass for the newer ones: these are of a copy.
  const held = keep(hasLabKernel('LabCopy') ? copyOf(source) : source.clone());
  try {
    return await held.data<'float32'>();
  } finally {
    held.dispose();
  }
}

/** Puts saved values into a variable. Throws when their number is not the variable's. */
export function assignValues(target: Variable, values: Float32Array): void {
  tidy(() => {
    target.assign(tensor(values, target.shape, 'float32'));
  });
}

/** A kept tensor of saved values. */
export function keptTensor(values: Float32Array, shape: readonly number[]): Tensor {
  return keep(tensor(values, [...shape], 'float32'));
}
