/** Products, convolutions and poolings on WebGPU. */
import { four, paddingBefore, sizeOf, type Call, type KernelTable } from '../../common/call.ts';
import { overElements } from '../elements.ts';
import { convolutionOf, denseOf, forward, inputGradient, kernelGradient, kernelGradients } from '../products.ts';
import { PROGRAMS } from '../programs.ts';
import { whole, type Dispatch, type KernelEncoder } from '../kernel-encoder.ts';

const rowsAndColumns = ([rows = 0, columns = 0]: readonly number[]): [number, number] => [rows, columns];

/** The parameters of a pooling for its programs, and its output's shape. */
function poolOf(call: Call, xShape: readonly number[]) {
  const [batch, height, width, channels] = four(xShape);
  const [size, stride] = [call.number('size'), call.number('stride')];
  const [outHeight, outWidth] = [Math.ceil(height / stride), Math.ceil(width / stride)];
  const padding = [paddingBefore(height, size, stride), paddingBefore(width, size, stride)];
  return {
    numbers: [height, width, channels, outHeight, outWidth, size, stride, ...padding],
    shape: [batch, outHeight, outWidth, channels],
  };
}

export const layerKernels: KernelTable<KernelEncoder> = {
  LabDense(call, recorder) {
    const [batch, inputs] = rowsAndColumns(call.input('x').shape);
    const [, outputs] = rowsAndColumns(call.input('w').shape);
    return forward(call, recorder, denseOf(batch, inputs, outputs), [batch, outputs]);
  },
  LabDenseKernelGradient(call, recorder) {
    const [batch, inputs] = rowsAndColumns(call.input('x').shape);
    const [, outputs] = rowsAndColumns(call.input('dy').shape);
    return kernelGradient(call, recorder, denseOf(batch, inputs, outputs), [inputs, outputs]);
  },
  LabDenseInputGradient(call, recorder) {
    const [batch, outputs] = rowsAndColumns(call.input('dy').shape);
    const [inputs] = rowsAndColumns(call.input('w').shape);
    return inputGradient(call, recorder, denseOf(batch, inputs, outputs), [batch, inputs]);
  },
  LabConvolution(call, recorder) {
    const geometry = convolutionOf(call.input('x').shape, call.input('w').shape, call.number('stride'));
    return forward(call, recorder, geometry, geometry.y);
  },
  LabConvolutionKernelGradient(call, recorder) {
    const shape = call.shape('kernelShape');
    const geometry = convolutionOf(call.input('x').shape, shape, call.number('stride'));
    return kernelGradient(call, recorder, geometry, shape);
  },
  LabConvolutionKernelGradients(call, recorder) {
    const parts = call.number('parts');
    const geometry = convolutionOf(call.input('x').shape, call.shape('kernelShape'), call.number('stride'));
    return kernelGradients(call, recorder, geometry, parts);
  },
  LabConvolutionInputGradient(call, recorder) {
    const shape = call.shape('inputShape');
    return inputGradient(call, recorder, convolutionOf(shape, call.input('w').shape, call.number('stride')), shape);
  },
  LabMaxPool(call, recorder) {
    const x = call.input('x');
    const { numbers, shape } = poolOf(call, x.shape);
    const y = recorder.output(shape);
    const [batch = 0, outHeight = 0, outWidth = 0, channels = 0] = shape;
    recorder.dispatch(PROGRAMS.maxPool, {
      tensors: [x, y],
      uniforms: numbers.map(whole),
      groups: [Math.ceil((outWidth * channels) / 64), outHeight, batch],
    });
    return y;
  },
  LabMaxPoolGradient(call, recorder) {
    const x = call.input('x');
    const dy = call.input('dy');
    const dx = recorder.output(x.shape);
    const [batch, height, width, channels] = four(x.shape);
    const { numbers, shape } = poolOf(call, x.shape);
    const uniforms = numbers.map(whole);
    if (call.number('size') === call.number('stride')) {
      const [, outHeight = 0, outWidth = 0] = shape;
      const groups: Dispatch['groups'] = [Math.ceil((outWidth * channels) / 64), outHeight, batch];
      recorder.dispatch(PROGRAMS.maxPoolGradientApart, { tensors: [dy, x, dx], uniforms, groups });
    } else {
      const groups: Dispatch['groups'] = [Math.ceil((width * channels) / 64), height, batch];
      recorder.dispatch(PROGRAMS.maxPoolGradient, { tensors: [dy, x, call.input('y'), dx], uniforms, groups });
    }
    return dx;
  },
  LabAveragePool(call, recorder) {
    const x = call.input('x');
    const { numbers, shape } = poolOf(call, x.shape);
    const y = recorder.output(shape);
    const [batch = 0, outHeight = 0, outWidth = 0, channels = 0] = shape;
    const groups: Dispatch['groups'] = [Math.ceil((outWidth * channels) / 64), outHeight, batch];
    recorder.dispatch(PROGRAMS.averagePool, { tensors: [x, y], uniforms: numbers.map(whole), groups });
    return y;
  },
  LabAveragePoolGradient(call, recorder) {
    const shape = call.shape('inputShape');
    const [batch, height, width, channels] = four(shape);
    const { numbers } = poolOf(call, shape);
    const dx = recorder.output(shape);
    const groups: Dispatch['groups'] = [Math.ceil((width * channels) / 64), height, batch];
    const tensors = [call.input('dy'), dx];
    recorder.dispatch(PROGRAMS.averagePoolGradient, { tensors, uniforms: numbers.map(whole), groups });
    return dx;
  },
  LabGlobalAveragePool(call, recorder) {
    const x = call.input('x');
    const [batch, height, width, channels] = four(x.shape);
    const y = recorder.output([batch, channels]);
    const n = batch * channels;
    recorder.dispatch(PROGRAMS.poolAverage, {
      tensors: [x, y],
      uniforms: [n, recorder.groups(n, 64), height * width, channels].map(whole),
      groups: [recorder.groups(n, 64)],
    });
    return y;
  },
  LabGlobalAveragePoolGradient(call, recorder) {
    const [batch, height, width, channels] = four(call.shape('inputShape'));
    const dx = recorder.output([batch, height, width, channels]);
    overElements(recorder, PROGRAMS.poolAverageGradient, sizeOf(dx.shape), {
      tensors: [call.input('dy'), dx],
      more: [height * width, channels].map(whole),
    });
    return dx;
  },
};
