/** Products and convolutions on the compiled kernels. */
import { four, paddingBefore, sizeOf, type Call, type KernelTable } from '../../common/call.ts';
import type { KernelContext } from '../kernel-context.ts';
import { tiledConvolution, tiledKernelGradient, tiledKernelGradients, tiledShape } from './tiled.ts';

/** Bytes of `EDGE_BYTES`, row tables and alignment in a thread's scratch memory. */
const FIXED_BYTES = 4096;
/** `GROUP_FLOATS` of `kernels/convolve.as.ts`, in bytes. */
const GROUP_BYTES = 98_304;

/** `GRADIENT_PARTS` of `kernels/kernel-gradient.as.ts`. */
const GRADIENT_PARTS = 8;

/** Bytes of all packed panels of a [inner, columns] operand. */
const panelBytes = (inner: number, columns: number): number => 32 * inner * Math.ceil(columns / 8);

/** The twelve numbers that describe a convolution to the kernels, in their order, and a frame's bytes. */
function geometry(xShape: readonly number[], wShape: readonly number[], stride: number) {
  const [batch, height, width, channels] = four(xShape);
  const [kernelHeight, kernelWidth, , filters] = four(wShape);
  const outHeight = Math.ceil(height / stride);
  const outWidth = Math.ceil(width / stride);
  const top = paddingBefore(height, kernelHeight, stride);
  const left = paddingBefore(width, kernelWidth, stride);
  const numbers = [batch, height, width, channels, outHeight, outWidth, filters];
  return {
    numbers: [...numbers, kernelHeight, kernelWidth, stride, top, left],
    outShape: [batch, outHeight, outWidth, filters],
    taps: kernelHeight * kernelWidth,
    channels,
    filters,
    pixels: outHeight * outWidth,
    /** Bytes of one framed input, and of one framed output gradient. */
    inputFrame: 4 * ((outHeight - 1) * stride + kernelHeight) * ((outWidth - 1) * stride + kernelWidth) * channels,
    outputFrame: 4 * (height + kernelHeight) * (width + kernelWidth) * filters,
  };
}

export const layerKernels: KernelTable<KernelContext> = {
  LabDense(call, context) {
    const [x, w] = [call.input('x'), call.input('w')];
    const [batch = 0, inner = 0] = x.shape;
    const columns = w.shape[1] ?? 0;
    const y = context.output([batch, columns]);
    const { work, share } = context.workspace(0, FIXED_BYTES + 8 * batch + panelBytes(inner, 32));
    const bias = context.address(call.inputs.bias);
    const [from, by, to] = [context.address(x), context.address(w), context.address(y)];
    context.run.product(from, by, to, batch, inner, columns, 0, bias, call.flag('relu'), work, share);
    return y;
  },
  LabDenseKernelGradient(call, context) {
    const [x, dy] = [call.input('x'), call.input('dy')];
    const [batch = 0, inputs = 0] = x.shape;
    const outputs = dy.shape[1] ?? 0;
    const dw = context.output([inputs, outputs]);
    const { work, share } = context.workspace(0, FIXED_BYTES + panelBytes(batch, 32));
    const [from, by, to] = [context.address(x), context.address(dy), context.address(dw)];
    context.run.productOfTransposed(from, by, to, inputs, batch, outputs, work, share);
    return dw;
  },
  LabDenseInputGradient(call, context) {
    const [dy, w] = [call.input('dy'), call.input('w')];
    const [batch = 0, outputs = 0] = dy.shape;
    const inputs = w.shape[0] ?? 0;
    const dx = context.output([batch, inputs]);
    const { work, share } = context.workspace(0, FIXED_BYTES + 8 * batch + panelBytes(outputs, 32));
    const [from, by, to] = [context.address(dy), context.address(w), context.address(dx)];
    context.run.product(from, by, to, batch, outputs, inputs, 1, 0, 0, work, share);
    return dx;
  },
  LabConvolution(call, context) {
    const [x, w] = [call.input('x'), call.input('w')];
    const { numbers, outShape, taps, channels, filters, inputFrame } = shapeOf(call, x.shape, w.shape);
    const y = context.output(outShape);
    const bias = context.address(call.inputs.bias);
    const addresses = [context.address(x), context.address(w), context.address(y)] as const;
    const tiled = tiledShape(x.shape, w.shape, call.number('stride'));
    if (tiled) {
      tiledConvolution(context, tiled, addresses, false, bias, call.flag('relu'));
      return y;
    }
    const each = FIXED_BYTES + Math.max(inputFrame, GROUP_BYTES);
    const { shared, work, share } = context.workspace(panelBytes(taps * channels, filters), each);
    context.run.convolution(...addresses, ...numbers, bias, call.flag('relu'), shared, work, share);
    return y;
  },
  LabConvolutionKernelGradient(call, context) {
    const [x, dy] = [call.input('x'), call.input('dy')];
    const kernelShape = call.shape('kernelShape');
    const { numbers, pixels, inputFrame } = shapeOf(call, x.shape, kernelShape);
    const dw = context.output(kernelShape);
    const addresses = [context.address(x), context.address(dy), context.address(dw)] as const;
    const tiled = tiledShape(x.shape, kernelShape, call.number('stride'));
    if (tiled) {
      tiledKernelGradient(context, tiled, addresses);
      return dw;
    }
    const partials = 4 * (GRADIENT_PARTS - 1) * sizeOf(kernelShape);
    const { shared, work, share } = context.workspace(partials, FIXED_BYTES + panelBytes(pixels, 8) + inputFrame);
    context.run.convolutionKernelGradient(...addresses, ...numbers, shared, work, share);
    return dw;
  },
  LabConvolutionKernelGradients(call, context) {
    const [x, dy] = [call.input('x'), call.input('dy')];
    const [kernelShape, parts] = [call.shape('kernelShape'), call.number('parts')];
    const { numbers, pixels, inputFrame } = shapeOf(call, x.shape, kernelShape);
    const dws = context.output([parts, ...kernelShape]);
    const addresses = [context.address(x), context.address(dy), context.address(dws)] as const;
    const tiled = tiledShape(x.shape, kernelShape, call.number('stride'));
    if (tiled) {
      tiledKernelGradients(context, tiled, addresses, parts);
      return dws;
    }
    const { work, share } = context.workspace(0, FIXED_BYTES + panelBytes(pixels, 8) + inputFrame);
    const images = (x.shape[0] ?? 0) / parts;
    context.run.convolutionKernelGradients(...addresses, ...numbers, images, work, share);
    return dws;
  },
  LabConvolutionInputGradient(call, context) {
    const [dy, w] = [call.input('dy'), call.input('w')];
    const inputShape = call.shape('inputShape');
    const { numbers, taps, channels, filters, outputFrame } = shapeOf(call, inputShape, w.shape);
    const dx = context.output(inputShape);
    const addresses = [context.address(dy), context.address(w), context.address(dx)] as const;
    const tiled = tiledShape(inputShape, w.shape, call.number('stride'));
    if (tiled) {
      tiledConvolution(context, tiled, addresses, true, 0, 0);
      return dx;
    }
    const each = FIXED_BYTES + Math.max(outputFrame, GROUP_BYTES);
    const { shared, work, share } = context.workspace(panelBytes(taps * filters, channels), each);
    context.run.convolutionInputGradient(...addresses, ...numbers, shared, work, share);
    return dx;
  },
};

function shapeOf(call: Call, xShape: readonly number[], wShape: readonly number[]) {
  return geometry(xShape, wShape, call.number('stride'));
}
