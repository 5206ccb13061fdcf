/** GELU, tanh, dropout and local response normalization on the compiled kernels. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { rowsAndChannels, sizeOf, type KernelTable } from '../../common/call.ts';
import type { KernelContext } from '../kernel-context.ts';

/** As in `kernels/activations.as.ts`. */
const GELU = 0;
const TANH = 1;

/** Most bytes of a framed row in `kernels/local-response.as.ts`. */
const frameBytes = (channels: number): number => 4 * channels + 44;

function activate(x: TensorInfo, context: KernelContext, activation: number): TensorInfo {
  const y = context.output(x.shape);
  context.run.activate(context.address(x), context.address(y), sizeOf(x.shape), activation);
  return y;
}

function activationGradient(dy: TensorInfo, from: TensorInfo, context: KernelContext, activation: number): TensorInfo {
  const dx = context.output(dy.shape);
  const addresses = [dy, from, dx].map((tensor) => context.address(tensor));
  context.run.activationGradient(...addresses, sizeOf(dy.shape), activation);
  return dx;
}

export const unparameterizedKernels: KernelTable<KernelContext> = {
  LabGelu: (call, context) => activate(call.input('x'), context, GELU),
  LabGeluGradient: (call, context) => activationGradient(call.input('dy'), call.input('x'), context, GELU),
  LabTanh: (call, context) => activate(call.input('x'), context, TANH),
  LabTanhGradient: (call, context) => activationGradient(call.input('dy'), call.input('y'), context, TANH),
  LabDropout(call, context) {
    const x = call.input('x');
    const y = context.output(x.shape);
    const settings = ['key', 'layer', 'threshold', 'scale'].map((name) => call.number(name));
    context.run.dropout(context.address(x), context.address(y), sizeOf(x.shape), ...settings);
    return y;
  },
  LabLocalResponse(call, context) {
    const x = call.input('x');
    const [rows, channels] = rowsAndChannels(x.shape);
    const y = context.output(x.shape);
    const { work, share } = context.workspace(0, frameBytes(channels));
    const settings = [rows, channels, call.number('bias'), call.number('alpha')];
    context.run.localResponse(context.address(x), context.address(y), ...settings, work, share);
    return y;
  },
  LabLocalResponseGradient(call, context) {
    const [dy, x] = [call.input('dy'), call.input('x')];
    const [rows, channels] = rowsAndChannels(x.shape);
    const dx = context.output(x.shape);
    const { work, share } = context.workspace(0, 3 * frameBytes(channels));
    const addresses = [dy, x, dx].map((tensor) => context.address(tensor));
    const settings = [rows, channels, call.number('bias'), call.number('alpha')];
    context.run.localResponseGradient(...addresses, ...settings, work, share);
    return dx;
  },
};
