/** Norms, sums over channels, and batch normalization on WebGPU. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { rowsAndChannels, sizeOf, type KernelTable } from '../../common/call.ts';
import { COLUMN_SUMS, mergeBlocks, sumBlocks } from '../columns.ts';
import { gathered, overElements, sharesOfSum } from '../elements.ts';
import { PROGRAMS } from '../programs.ts';
import { real, whole, type KernelEncoder } from '../kernel-encoder.ts';

/** Up to this many, a single thread is faster than a second dispatch. */
const FEW_ROWS = 128;

function dot(recorder: KernelEncoder, a: TensorInfo, b: TensorInfo, apart: 0 | 1): TensorInfo {
  const n = sizeOf(a.shape);
  const { count, uniforms, groups } = sharesOfSum(recorder, n);
  const sums = recorder.output([count, 4]);
  recorder.dispatch(PROGRAMS.dot, { tensors: [a, b, sums], uniforms: [...uniforms, whole(apart)], groups });
  return gathered(recorder, sums, 2);
}

export const normKernels: KernelTable<KernelEncoder> = {
  LabSquaredNorm: (call, recorder) => dot(recorder, call.input('x'), call.input('x'), 0),
  LabInnerProduct: (call, recorder) => dot(recorder, call.input('a'), call.input('b'), 0),
  LabSquaredDistance: (call, recorder) => dot(recorder, call.input('a'), call.input('b'), 1),
  LabUnitRows(call, recorder) {
    const x = call.input('x');
    const [rows, length] = rowsAndChannels(x.shape);
    const outputs = [recorder.output(x.shape), recorder.output([rows])];
    const groups = recorder.groups(rows, 1);
    const uniforms = [whole(rows), whole(groups), whole(length)];
    recorder.dispatch(PROGRAMS.unitRows, { tensors: [x, ...outputs], uniforms, groups: [groups] });
    return outputs;
  },
  LabBiasGradient(call, recorder) {
    const [rows, channels] = rowsAndChannels(call.input('dy').shape);
    if (rows <= FEW_ROWS) {
      const sum = recorder.output([channels]);
      const tensors = [call.input('dy'), sum];
      overElements(recorder, PROGRAMS.addChunks, channels, { tensors, more: [whole(rows)] });
      return sum;
    }
    const blocks = sumBlocks(recorder, COLUMN_SUMS.values, call.input('dy'));
    const [sums, second] = mergeBlocks(recorder, PROGRAMS.addColumns, blocks);
    recorder.release(second);
    return sums;
  },
  LabChannelSquaredNorms(call, recorder) {
    const blocks = sumBlocks(recorder, COLUMN_SUMS.squares, call.input('x'));
    return mergeBlocks(recorder, PROGRAMS.addColumns, blocks);
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
    overElements(recorder, PROGRAMS.normalizeGradient, sizeOf(x.shape), {
      tensors: [dy, x, y ?? x, factors, dx],
      more: [whole(channels), whole(y ? 1 : 0)],
    });
    recorder.release(sums);
    recorder.release(factors);
    return [dx, dScale, dOffset];
  },
  LabMovingAverages(call, recorder) {
    const averages = [call.input('firstAverage'), call.input('secondAverage')];
    const share = call.number('share');
    overElements(recorder, PROGRAMS.movingAverages, sizeOf(call.input('firstAverage').shape), {
      tensors: [...averages, call.input('firstValue'), call.input('secondValue')],
      changed: averages,
      more: [real(share), real(1 - share)],
    });
    return [];
  },
};

/** x normalized by mean, variance, scale and offset, in this order. */
function normalized(
  recorder: KernelEncoder,
  x: TensorInfo,
  tables: readonly TensorInfo[],
  relu: number,
  epsilon: number,
): TensorInfo {
  const y = recorder.output(x.shape);
  const channels = x.shape.at(-1) ?? 1;
  overElements(recorder, PROGRAMS.normalize, sizeOf(x.shape), {
    tensors: [x, ...tables, y],
    more: [whole(channels), whole(relu), real(epsilon)],
  });
  return y;
}
