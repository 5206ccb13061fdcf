/** The lab's kernels on WebGPU: which programs run, over what. What has no entry here is composed of tfjs's kernels. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { four, paddingBefore, rowsAndChannels, sizeOf, type Call, type KernelTable } from '../call.ts';
import { COLUMN_SUMS, mergeBlocks, sumBlocks } from './columns.ts';
import { PROGRAMS } from './programs.ts';
import { groupsFor, real, whole, type Program, type Recorder } from './recorder.ts';

/** Groups among which a sum is divided, at most. */
const SUM_GROUPS = 256;
/** Elements that a group sums, at least. */
const SUM_ELEMENTS = 4096;
/** Groups that a kernel gradient is divided into, about: enough for a large GPU. */
const GRADIENT_GROUPS = 512;
/** Pixels of a stretch of a kernel gradient, at least. */
const STRETCH = 256;

/** One program over all elements of the last tensor, which it writes; n and the number of groups come first. */
function overElements(recorder: Recorder, program: Program, tensors: readonly TensorInfo[], n: number): void {
  const groups = groupsFor(n);
  recorder.dispatch(program, { tensors, uniforms: [whole(n), whole(groups)], groups: [groups] });
}

/** The groups' vectors added up; `length` numbers of the sum. */
function gathered(recorder: Recorder, sums: TensorInfo, shape: readonly number[]): TensorInfo {
  const out = recorder.output(shape);
  const uniforms = [whole(sums.shape[0] ?? 1), whole(sizeOf(shape))];
  recorder.dispatch(PROGRAMS.gather, { tensors: [sums, out], uniforms, groups: [1] });
  recorder.release(sums);
  return out;
}

const groupsOfSum = (n: number): number => Math.max(1, Math.min(Math.ceil(n / SUM_ELEMENTS), SUM_GROUPS));

function dot(recorder: Recorder, a: TensorInfo, b: TensorInfo, apart: 0 | 1): TensorInfo {
  const n = sizeOf(a.shape);
  const groups = groupsOfSum(n);
  const sums = recorder.output([groups, 4]);
  const uniforms = [whole(n), whole(groups), whole(apart)];
  recorder.dispatch(PROGRAMS.dot, { tensors: [a, b, sums], uniforms, groups: [groups] });
  return gathered(recorder, sums, []);
}

export const webgpuKernels: KernelTable<Recorder> = {
  LabReluGradient(call, recorder) {
    const [dy, y] = [call.input('dy'), call.input('y')];
    const dx = recorder.output(dy.shape);
    overElements(recorder, PROGRAMS.reluGradient, [dy, y, dx], sizeOf(dy.shape));
    return dx;
  },
  LabCopy(call, recorder) {
    const x = call.input('x');
    const y = recorder.output(x.shape, x.dtype);
    overElements(recorder, PROGRAMS.copy, [x, y], sizeOf(x.shape));
    return y;
  },
  LabScaledAccumulate(call, recorder) {
    const [sum, x] = [call.input('sum'), call.input('x')];
    const n = sizeOf(x.shape);
    const uniforms = [whole(n), whole(groupsFor(n))];
    recorder.dispatch(PROGRAMS.accumulate, { tensors: [sum, x], changed: [sum], uniforms, groups: [groupsFor(n)] });
    return [];
  },
  LabMomentumUpdate(call, recorder) {
    const [value, velocity, gradient] = [call.input('value'), call.input('velocity'), call.input('gradient')];
    const { previousGradient } = call.inputs;
    const n = sizeOf(value.shape);
    const groups = groupsOfSum(n);
    const sums = recorder.output([groups, 4]);
    const settings = ['lr', 'momentum', 'decay'].map((name) => real(call.number(name)));
    recorder.dispatch(PROGRAMS.update, {
      tensors: [value, velocity, gradient, previousGradient ?? gradient, sums],
      changed: [value, velocity],
      uniforms: [whole(n), whole(groups), whole(previousGradient ? 1 : 0), ...settings],
      groups: [groups],
    });
    return gathered(recorder, sums, [4]);
  },
  LabSquaredNorm: (call, recorder) => dot(recorder, call.input('x'), call.input('x'), 0),
  LabInnerProduct: (call, recorder) => dot(recorder, call.input('a'), call.input('b'), 0),
  LabSquaredDistance: (call, recorder) => dot(recorder, call.input('a'), call.input('b'), 1),
  LabBiasGradient(call, recorder) {
    const blocks = sumBlocks(recorder, COLUMN_SUMS.values, call.input('dy'));
    const [sums, second] = mergeBlocks(recorder, PROGRAMS.addColumns, blocks);
    recorder.release(second);
    return sums;
  },
  LabChannelSquaredNorms(call, recorder) {
    const blocks = sumBlocks(recorder, COLUMN_SUMS.squares, call.input('x'));
    const [sums, second] = mergeBlocks(recorder, PROGRAMS.addColumns, blocks);
    recorder.release(second);
    return sums;
  },
  LabSoftmaxCrossEntropy(call, recorder) {
    const [logits, labels] = [call.input('logits'), call.input('labels')];
    const [batch = 0, classes = 0] = logits.shape;
    const outputs = [recorder.output([]), recorder.output([]), recorder.output([batch, classes])];
    const uniforms = [whole(batch), whole(classes)];
    recorder.dispatch(PROGRAMS.crossEntropy, { tensors: [logits, labels, ...outputs], uniforms, groups: [1] });
    return outputs;
  },
  LabSoftmaxCrossEntropyValues(call, recorder) {
    const [logits, labels] = [call.input('logits'), call.input('labels')];
    const [batch = 0, classes = 0] = logits.shape;
    const outputs = [recorder.output([batch]), recorder.output([batch], 'int32')];
    const groups = groupsFor(batch);
    const uniforms = [whole(batch), whole(classes), whole(groups)];
    recorder.dispatch(PROGRAMS.crossEntropyValues, {
      tensors: [logits, labels, ...outputs],
      uniforms,
      groups: [groups],
    });
    return outputs;
  },
  LabBatchNorm(call, recorder) {
    const x = call.input('x');
    const blocks = sumBlocks(recorder, COLUMN_SUMS.moments, x);
    const [mean, variance] = mergeBlocks(recorder, PROGRAMS.mergeMoments, blocks);
    const tables = [mean, variance, call.input('scale'), call.input('offset')];
    const y = normalized(recorder, x, tables, call.flag('relu'), call.number('epsilon'));
    return [y, mean, variance];
  },
  LabBatchNormInference(call, recorder) {
    const tables = ['mean', 'variance', 'scale', 'offset'].map((name) => call.input(name));
    return normalized(recorder, call.input('x'), tables, call.flag('relu'), call.number('epsilon'));
  },
  LabBatchNormGradient(call, recorder) {
    const [dy, x, mean] = [call.input('dy'), call.input('x'), call.input('mean')];
    const { y } = call.inputs;
    const { sums, channels, uniforms } = sumBlocks(recorder, COLUMN_SUMS.gradients, x, { dy, y, mean });
    const [dScale, dOffset] = [recorder.output([channels]), recorder.output([channels])];
    const factors = recorder.output([channels, 4]);
    recorder.dispatch(PROGRAMS.gradientFactors, {
      tensors: [sums, mean, call.input('variance'), call.input('scale'), dScale, dOffset, factors],
      uniforms: [...uniforms, real(call.number('epsilon'))],
      groups: [Math.ceil(channels / 64)],
    });
    const dx = recorder.output(x.shape);
    const n = sizeOf(x.shape);
    recorder.dispatch(PROGRAMS.normalizeGradient, {
      tensors: [dy, x, y ?? x, factors, dx],
      uniforms: [whole(n), whole(groupsFor(n)), whole(channels), whole(y ? 1 : 0)],
      groups: [groupsFor(n)],
    });
    recorder.release(sums);
    recorder.release(factors);
    return [dx, dScale, dOffset];
  },
  LabConvolutionKernelGradient(call, recorder) {
    const kernelShape = call.shape('kernelShape');
    const { tiles, pixels } = gradientGeometry(call);
    const wanted = Math.max(1, Math.ceil(GRADIENT_GROUPS / (tiles[0] * tiles[1])));
    const stretch = Math.max(STRETCH, Math.ceil(pixels / wanted));
    const stretches = Math.ceil(pixels / stretch);
    const sums = gradientsOfStretches(call, recorder, stretches, stretch);
    const dw = recorder.output(kernelShape);
    const n = sizeOf(kernelShape);
    recorder.dispatch(PROGRAMS.addStretches, {
      tensors: [sums, dw],
      uniforms: [whole(n), whole(groupsFor(n)), whole(stretches)],
      groups: [groupsFor(n)],
    });
    recorder.release(sums);
    return dw;
  },
  LabConvolutionKernelGradients(call, recorder) {
    const parts = call.number('parts');
    return gradientsOfStretches(call, recorder, parts, gradientGeometry(call).pixels / parts);
  },
  LabUnitRows(call, recorder) {
    const x = call.input('x');
    const [rows, length] = rowsAndChannels(x.shape);
    const outputs = [recorder.output(x.shape), recorder.output([rows])];
    const groups = groupsFor(rows, 1);
    const uniforms = [whole(rows), whole(groups), whole(length)];
    recorder.dispatch(PROGRAMS.unitRows, { tensors: [x, ...outputs], uniforms, groups: [groups] });
    return outputs;
  },
};

/** How a kernel gradient's work is divided: tiles of the kernel, pixels of the batch's output. */
function gradientGeometry(call: Call): { readonly tiles: readonly [number, number]; readonly pixels: number } {
  const [batch, outHeight, outWidth, filters] = four(call.input('dy').shape);
  const [kernelHeight, kernelWidth, channels] = four(call.shape('kernelShape'));
  const tiles = [Math.ceil((kernelHeight * kernelWidth * channels) / 32), Math.ceil(filters / 32)] as const;
  return { tiles, pixels: batch * outHeight * outWidth };
}

/** The kernel gradient of each of so many stretches of pixels: [stretches, ...kernelShape]. */
function gradientsOfStretches(call: Call, recorder: Recorder, stretches: number, stretch: number): TensorInfo {
  const [x, dy] = [call.input('x'), call.input('dy')];
  const [, height, width, channels] = four(x.shape);
  const [, outHeight, outWidth, filters] = four(dy.shape);
  const kernelShape = call.shape('kernelShape');
  const [kernelHeight, kernelWidth] = four(kernelShape);
  const stride = call.number('stride');
  const padding = [paddingBefore(height, kernelHeight, stride), paddingBefore(width, kernelWidth, stride)];
  const { tiles, pixels } = gradientGeometry(call);
  const sums = recorder.output([stretches, ...kernelShape]);
  const images = [height, width, channels, outHeight, outWidth, filters];
  const sizes = [...images, kernelHeight, kernelWidth, stride, ...padding];
  recorder.dispatch(PROGRAMS.kernelGradient, {
    tensors: [x, dy, sums],
    uniforms: [...sizes, pixels, stretch].map(whole),
    groups: [...tiles, stretches],
  });
  return sums;
}

/** x normalized by mean, variance, scale and offset, in this order. */
function normalized(
  recorder: Recorder,
  x: TensorInfo,
  tables: readonly TensorInfo[],
  relu: number,
  epsilon: number,
): TensorInfo {
  const y = recorder.output(x.shape);
  const n = sizeOf(x.shape);
  const channels = x.shape.at(-1) ?? 1;
  recorder.dispatch(PROGRAMS.normalize, {
    tensors: [x, ...tables, y],
    uniforms: [whole(n), whole(groupsFor(n)), whole(channels), whole(relu), real(epsilon)],
    groups: [groupsFor(n)],
  });
  return y;
}
