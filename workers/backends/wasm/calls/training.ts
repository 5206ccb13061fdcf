/** Activation, normalization, pooling, loss and update on the compiled kernels. */
import { OPTIMIZERS } from '../../../../src/shared/optimizers/index.ts';
import { four, paddingBefore, rowsAndChannels, sizeOf, type Call, type KernelTable } from '../../common/call.ts';
import type { KernelContext } from '../kernel-context.ts';

/** `UPDATE_CHUNK` of `kernels/update.as.ts`. */
const UPDATE_CHUNK = 16_384;
/** Per part of an update: four float64 sums and a block of changes. */
const UPDATE_PART_BYTES = 32 + 1024;

/** Most parts of a job over rows: `rowsOfPart` of `kernels/training.as.ts`. */
const partsOver = (rows: number, channels: number): number =>
  Math.ceil(rows / Math.max(64, Math.floor(65_536 / channels / 64) * 64));

/** The ten numbers that describe a pooling to the kernels, and its output's shape. */
function poolGeometry(xShape: readonly number[], size: number, stride: number) {
  const [batch, height, width, channels] = four(xShape);
  const outHeight = Math.ceil(height / stride);
  const outWidth = Math.ceil(width / stride);
  const padding = [paddingBefore(height, size, stride), paddingBefore(width, size, stride)];
  return {
    numbers: [batch, height, width, channels, outHeight, outWidth, size, stride, ...padding],
    outShape: [batch, outHeight, outWidth, channels],
  };
}

/**
 * Sets the call's slots and scalars; returns the optimizer's index in the list, by which the compiled kernels identify
 * it.
 */
function setOptimizer(call: Call, context: KernelContext): number {
  call.counted('slot').forEach((slot, k) => {
    context.run.setSlot(k, context.address(slot));
  });
  call.numbers('numbers').forEach((value, k) => {
    context.run.setScalar(k, value);
  });
  const name = call.text('optimizer');
  return OPTIMIZERS.findIndex((optimizer) => optimizer.name === name);
}

export const trainingKernels: KernelTable<KernelContext> = {
  LabRelu(call, context) {
    const x = call.input('x');
    const y = context.output(x.shape);
    context.run.relu(context.address(x), context.address(y), sizeOf(x.shape));
    return y;
  },
  LabReluGradient(call, context) {
    const [dy, y] = [call.input('dy'), call.input('y')];
    const dx = context.output(dy.shape);
    context.run.reluGradient(context.address(dy), context.address(y), context.address(dx), sizeOf(dy.shape));
    return dx;
  },
  LabBiasGradient(call, context) {
    const dy = call.input('dy');
    const [rows, channels] = rowsAndChannels(dy.shape);
    const sums = context.output([channels]);
    const work = context.scratch(8 * channels * partsOver(rows, channels));
    context.run.columnSums(context.address(dy), rows, channels, context.address(sums), work);
    return sums;
  },
  LabBatchNorm(call, context) {
    const x = call.input('x');
    const [rows, channels] = rowsAndChannels(x.shape);
    const [y, mean, variance] = [context.output(x.shape), context.output([channels]), context.output([channels])];
    const work = context.scratch(8 * channels * partsOver(rows, channels));
    const moments = [context.address(mean), context.address(variance)];
    const trained = [context.address(call.input('scale')), context.address(call.input('offset'))];
    const from = context.address(x);
    context.run.channelMoments(from, rows, channels, ...moments, work);
    const settings = [call.number('epsilon'), call.flag('relu')];
    context.run.normalize(from, context.address(y), rows, channels, ...moments, ...trained, ...settings, work);
    return [y, mean, variance];
  },
  LabBatchNormInference(call, context) {
    const x = call.input('x');
    const [rows, channels] = rowsAndChannels(x.shape);
    const y = context.output(x.shape);
    const work = context.scratch(4 * channels);
    const tables = ['mean', 'variance', 'scale', 'offset'].map((name) => context.address(call.input(name)));
    const settings = [call.number('epsilon'), call.flag('relu')];
    context.run.normalize(context.address(x), context.address(y), rows, channels, ...tables, ...settings, work);
    return y;
  },
  LabBatchNormGradient(call, context) {
    const [dy, x] = [call.input('dy'), call.input('x')];
    const [rows, channels] = rowsAndChannels(x.shape);
    const outputs = [context.output(x.shape), context.output([channels]), context.output([channels])];
    const work = context.scratch(channels * (16 * partsOver(rows, channels) + 12));
    const y = context.address(call.inputs.y);
    const tables = ['mean', 'variance', 'scale'].map((name) => context.address(call.input(name)));
    const from = [context.address(dy), context.address(x), y, rows, channels, ...tables, call.number('epsilon')];
    context.run.batchNormGradient(...from, ...outputs.map((output) => context.address(output)), work);
    return outputs;
  },
  LabMaxPool(call, context) {
    const x = call.input('x');
    const { numbers, outShape } = poolGeometry(x.shape, call.number('size'), call.number('stride'));
    const y = context.output(outShape);
    context.run.maxPool(context.address(x), context.address(y), ...numbers);
    return y;
  },
  LabMaxPoolGradient(call, context) {
    const [dy, x, y] = [call.input('dy'), call.input('x'), call.input('y')];
    const { numbers } = poolGeometry(x.shape, call.number('size'), call.number('stride'));
    const dx = context.output(x.shape);
    const addresses = [dy, x, y, dx].map((tensor) => context.address(tensor));
    context.run.maxPoolGradient(...addresses, ...numbers);
    return dx;
  },
  LabAveragePool(call, context) {
    const x = call.input('x');
    const { numbers, outShape } = poolGeometry(x.shape, call.number('size'), call.number('stride'));
    const y = context.output(outShape);
    context.run.averagePool(context.address(x), context.address(y), ...numbers);
    return y;
  },
  LabAveragePoolGradient(call, context) {
    const shape = call.shape('inputShape');
    const { numbers } = poolGeometry(shape, call.number('size'), call.number('stride'));
    const dx = context.output(shape);
    context.run.averagePoolGradient(context.address(call.input('dy')), context.address(dx), ...numbers);
    return dx;
  },
  LabGlobalAveragePool(call, context) {
    const x = call.input('x');
    const [batch, height, width, channels] = four(x.shape);
    const y = context.output([batch, channels]);
    const pixels = height * width;
    const work = context.scratch(8 * channels);
    const [from, to] = [context.address(x), context.address(y)];
    context.run.columnSumsOfEach(from, batch, pixels, channels, 1 / pixels, to, work);
    return y;
  },
  LabGlobalAveragePoolGradient(call, context) {
    const dy = call.input('dy');
    const [batch, height, width, channels] = four(call.shape('inputShape'));
    const dx = context.output([batch, height, width, channels]);
    const pixels = height * width;
    context.run.spread(context.address(dy), context.address(dx), batch, pixels, channels, 1 / pixels);
    return dx;
  },
  LabSoftmaxCrossEntropy(call, context) {
    const [logits, labels] = [call.input('logits'), call.input('labels')];
    const [batch = 0, classes = 0] = logits.shape;
    const outputs = [context.output([]), context.output([]), context.output([batch, classes])];
    const addresses = outputs.map((output) => context.address(output));
    const targets = [call.number('own'), call.number('other')];
    const from = [context.address(logits), context.address(labels), batch, classes];
    context.run.crossEntropy(...from, ...targets, ...addresses);
    return outputs;
  },
  LabSoftmaxCrossEntropyValues(call, context) {
    const [logits, labels] = [call.input('logits'), call.input('labels')];
    const [batch = 0, classes = 0] = logits.shape;
    const outputs = [context.output([batch]), context.output([batch], 'int32')];
    const addresses = outputs.map((output) => context.address(output));
    context.run.crossEntropyValues(context.address(logits), context.address(labels), batch, classes, ...addresses);
    return outputs;
  },
  LabMeasuredUpdate(call, context) {
    const value = call.input('value');
    const statistics = context.output([1, 8]);
    const { previousGradient, sum } = call.inputs;
    const addresses = [value, call.input('gradient'), previousGradient, sum].map((tensor) => context.address(tensor));
    const size = sizeOf(value.shape);
    const work = context.scratch(UPDATE_PART_BYTES * Math.ceil(size / UPDATE_CHUNK));
    const optimizer = setOptimizer(call, context);
    context.run.measuredUpdate(optimizer, ...addresses, size, context.address(statistics), work);
    return statistics;
  },
  LabPlainUpdate(call, context) {
    const value = call.input('value');
    const [weights, gradient] = [context.address(value), context.address(call.input('gradient'))];
    context.run.plainUpdate(setOptimizer(call, context), weights, gradient, sizeOf(value.shape));
    return [];
  },
  LabStepRow(call, context) {
    const kernels = call.counted('statistics');
    const row = context.output([2 + 8 * kernels.length]);
    let to = context.address(row);
    for (const part of [call.input('loss'), call.input('accuracy'), ...kernels]) {
      const bytes = 4 * sizeOf(part.shape);
      context.run.copy(context.address(part), to, bytes);
      to += bytes;
    }
    return row;
  },
  LabScaledAccumulate(call, context) {
    const [sum, x] = [call.input('sum'), call.input('x')];
    context.run.addAll(context.address(sum), context.address(x), sizeOf(x.shape), 1);
    return [];
  },
};
