/** Two-dimensional convolutions, NHWC, padding 'same': the forward pass and its two gradients. */
import { fused, slice, stack, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { hasLabKernel, runKernel } from './kernel.ts';

/** [batch, height, width, channels], or a kernel's [height, width, in, out]. */
export type Shape4D = readonly [number, number, number, number];

const settings = (stride: number) => ({
  strides: [stride, stride],
  pad: 'same',
  dataFormat: 'NHWC',
});

/**
 * @param x [batch, height, width, in]
 * @param w [kernel height, kernel width, in, out]
 * @param bias [out], or null for none
 * @param stride in pixels, along both axes
 * @returns [batch, ⌈height / stride⌉, ⌈width / stride⌉, out]
 */
export function convolution(x: Tensor4D, w: Tensor4D, bias: Tensor1D | null, stride: number, relu: boolean): Tensor4D {
  if (hasLabKernel('LabConvolution')) {
    return runKernel('LabConvolution', bias ? { x, w, bias } : { x, w }, { stride, relu });
  }
  const activation = relu ? 'relu' : 'linear';
  return fused.conv2d({ x, filter: w, strides: stride, pad: 'same', ...(bias && { bias }), activation });
}

/**
 * The loss gradient with respect to the kernel.
 * @param x [batch, height, width, in]
 * @param dy [batch, ⌈height / stride⌉, ⌈width / stride⌉, out]
 * @param kernelShape [kernel height, kernel width, in, out]
 * @returns kernelShape
 */
export function convolutionKernelGradient(x: Tensor4D, dy: Tensor4D, kernelShape: Shape4D, stride: number): Tensor4D {
  if (hasLabKernel('LabConvolutionKernelGradient')) {
    return runKernel('LabConvolutionKernelGradient', { x, dy }, { kernelShape: [...kernelShape], stride });
  }
  return runKernel('Conv2DBackpropFilter', { x, dy }, { ...settings(stride), filterShape: [...kernelShape] });
}

/**
 * The same for each of `parts` equal parts of the batch.
 * @returns [parts, ...kernelShape]
 */
export function convolutionKernelGradients(
  x: Tensor4D,
  dy: Tensor4D,
  kernelShape: Shape4D,
  stride: number,
  parts: number,
): Tensor {
  if (hasLabKernel('LabConvolutionKernelGradients')) {
    const attributes = { kernelShape: [...kernelShape], stride, parts };
    return runKernel('LabConvolutionKernelGradients', { x, dy }, attributes);
  }
  const size = x.shape[0] / parts;
  return stack(
    Array.from({ length: parts }, (_, part) => {
      const own = (whole: Tensor4D): Tensor4D => slice(whole, part * size, size);
      return convolutionKernelGradient(own(x), own(dy), kernelShape, stride);
    }),
  );
}

/**
 * The loss gradient with respect to the input.
 * @param dy [batch, ⌈height / stride⌉, ⌈width / stride⌉, out]
 * @param w [kernel height, kernel width, in, out]
 * @param inputShape [batch, height, width, in]
 * @returns inputShape
 */
export function convolutionInputGradient(dy: Tensor4D, w: Tensor4D, inputShape: Shape4D, stride: number): Tensor4D {
  if (hasLabKernel('LabConvolutionInputGradient')) {
    return runKernel('LabConvolutionInputGradient', { dy, w }, { inputShape: [...inputShape], stride });
  }
  return runKernel('Conv2DBackpropInput', { dy, filter: w }, { ...settings(stride), inputShape: [...inputShape] });
}
