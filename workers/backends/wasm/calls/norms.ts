/** Norms, inner products and the true copy on the compiled kernels. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelContext } from '../kernel-context.ts';
import { rowsAndChannels, sizeOf, type KernelTable } from '../../common/call.ts';

function sumOf(
  run: KernelContext['run']['innerProduct'],
  a: TensorInfo,
  b: TensorInfo,
  context: KernelContext,
): TensorInfo {
  const out = context.output([2]);
  run(context.address(a), context.address(b), sizeOf(a.shape), context.address(out));
  return out;
}

export const normKernels: KernelTable<KernelContext> = {
  LabSquaredNorm: (call, context) => sumOf(context.run.innerProduct, call.input('x'), call.input('x'), context),
  LabInnerProduct: (call, context) => sumOf(context.run.innerProduct, call.input('a'), call.input('b'), context),
  LabSquaredDistance: (call, context) => sumOf(context.run.squaredDistance, call.input('a'), call.input('b'), context),
  LabUnitRows(call, context) {
    const x = call.input('x');
    const [rows, length] = rowsAndChannels(x.shape);
    const outputs = [context.output(x.shape), context.output([rows])];
    context.run.unitRows(context.address(x), rows, length, ...outputs.map((output) => context.address(output)));
    return outputs;
  },
  LabChannelSquaredNorms(call, context) {
    const x = call.input('x');
    const [rows, channels] = rowsAndChannels(x.shape);
    const outputs = [context.output([channels]), context.output([channels])];
    const addresses = outputs.map((output) => context.address(output));
    context.run.channelSquaredNorms(context.address(x), rows, channels, ...addresses, context.scratch(8 * channels));
    return outputs;
  },
  LabCopy(call, context) {
    const x = call.input('x');
    const out = context.output(x.shape, x.dtype);
    const bytes = sizeOf(x.shape) * (x.dtype === 'bool' ? 1 : 4);
    context.run.copy(context.address(x), context.address(out), bytes);
    return out;
  },
};
