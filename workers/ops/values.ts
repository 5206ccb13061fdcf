/** Tensors ⇄ plain arrays, for checkpoints. */
import { keep, tensor, tidy, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { hasLabKernel } from './kernel.ts';
import { copyOf } from './norms.ts';

/** A tensor's current values. The copy is requested at once, so that later updates do not change it. */
export async function valuesOf(source: Tensor): Promise<Float32Array> {
  // The variable's next update frees its data during the readback, so the clone keeps it. With in-place updates a late
  // readback would return newer values, so it reads a copy.
  const held = keep(hasLabKernel('LabCopy') ? copyOf(source) : source.clone());
  try {
    return await held.data<'float32'>();
  } finally {
    held.dispose();
  }
}

/** Assigns saved values to a variable. Throws if their number is wrong. */
export function assignValues(target: Variable, values: Float32Array): void {
  tidy(() => {
    target.assign(tensor(values, target.shape, 'float32'));
  });
}

/** A kept tensor of saved values. */
export function keptTensor(values: Float32Array, shape: readonly number[]): Tensor {
  return keep(tensor(values, [...shape], 'float32'));
}
