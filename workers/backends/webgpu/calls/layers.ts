/** Products, convolutions and poolings on WebGPU. A dense layer is a convolution of images of one pixel. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { four, paddingBefore, sizeOf, type Call, type KernelTable } from '../../call.ts';
import { PROGRAMS } from '../programs.ts';
import { groupsFor, whole, type Recorder } from '../recorder.ts';

/** Edge of the tile that a group makes. */
const TILE = 32;
/** Rows of a kernel up to which a convolution is computed directly: a tile would be empty for the most part. */
const FEW_ROWS = 32;
/** Groups that a kernel gradient is divided into, about: enough for a large GPU. */
const GRADIENT_GROUPS = 512;
/** Pixels of a stretch of a kernel gradient, at least. */
const STRETCH = 256;

type Shape4D = readonly [number, number, number, number];

/** A convolution's sizes as its programs take them. */
interface Geometry {
  readonly x: Shape4D;
  readonly y: Shape4D;
  readonly w: Shape4D;
  readonly stride: number;
}

const tiles = (count: number): number => Math.ceil(count / TILE);
const outputPixels = ({ y: [batch, height, width] }: Geometry): number => batch * height * width;
const kernelRows = ({ w: [height, width, channels] }: Geometry): number => height * width * channels;

function convolutionOf(x: readonly number[], w: readonly number[], stride: number): Geometry {
  const [batch, height, width] = four(x);
  const y: Shape4D = [batch, Math.ceil(height / stride), Math.ceil(width / stride), four(w)[3]];
  return { x: four(x), y, w: four(w), stride };
}

/** One pixel an example. */
function denseOf(batch: number, inputs: number, outputs: number): Geometry {
  return { x: [batch, 1, 1, inputs], y: [batch, 1, 1, outputs], w: [1, 1, inputs, outputs], stride: 1 };
}

const rowsAndColumns = ([rows = 0, columns = 0]: readonly number[]): [number, number] => [rows, columns];

function uniformsOf({ x, y, w, stride }: Geometry, option = 0, stretch = 0) {
  const [batch, height, width, channels] = x;
  const [kernelHeight, kernelWidth] = w;
  const padding = [paddingBefore(height, kernelHeight, stride), paddingBefore(width, kernelWidth, stride)];
  const sizes = [batch, height, width, channels, y[1], y[2], y[3], kernelHeight, kernelWidth, stride];
  return [...sizes, ...padding, option, stretch].map(whole);
}

function forward(call: Call, recorder: Recorder, geometry: Geometry, shape: readonly number[]): TensorInfo {
  const [x, w] = [call.input('x'), call.input('w')];
  const { bias } = call.inputs;
  const y = recorder.output(shape);
  const [batch, outHeight, outWidth, filters] = geometry.y;
  const direct = outWidth > 1 && kernelRows(geometry) <= FEW_ROWS;
  recorder.dispatch(direct ? PROGRAMS.convolutionDirect : PROGRAMS.convolution, {
    tensors: [x, w, bias ?? w, y],
    uniforms: uniformsOf(geometry, (bias ? 1 : 0) + 2 * call.flag('relu')),
    groups: direct
      ? [Math.ceil((Math.ceil(outWidth / 4) * filters) / 64), outHeight, batch]
      : [tiles(outputPixels(geometry)), tiles(filters)],
  });
  return y;
}

function kernelGradient(call: Call, recorder: Recorder, geometry: Geometry, shape: readonly number[]): TensorInfo {
  const pixels = outputPixels(geometry);
  const wanted = Math.max(1, Math.ceil(GRADIENT_GROUPS / (tiles(kernelRows(geometry)) * tiles(geometry.y[3]))));
  const stretch = Math.max(STRETCH, Math.ceil(pixels / wanted));
  const stretches = Math.ceil(pixels / stretch);
  const sums = gradientsOfStretches(call, recorder, geometry, stretches, stretch);
  if (stretches === 1) return { ...sums, shape: [...shape] };
  const dw = recorder.output(shape);
  const n = sizeOf(shape);
  recorder.dispatch(PROGRAMS.addStretches, {
    tensors: [sums, dw],
    uniforms: [n, groupsFor(n), stretches].map(whole),
    groups: [groupsFor(n)],
  });
  recorder.release(sums);
  return dw;
}

/** The kernel gradient of each of so many stretches of output pixels: [stretches, ...kernel shape]. */
function gradientsOfStretches(
  call: Call,
  recorder: Recorder,
  geometry: Geometry,
  stretches: number,
  stretch: number,
): TensorInfo {
  const sums = recorder.output([stretches, ...geometry.w]);
  recorder.dispatch(PROGRAMS.kernelGradient, {
    tensors: [call.input('x'), call.input('dy'), sums],
    uniforms: uniformsOf(geometry, 0, stretch),
    groups: [tiles(kernelRows(geometry)), tiles(geometry.y[3]), stretches],
  });
  return sums;
}

function inputGradient(call: Call, recorder: Recorder, geometry: Geometry, shape: readonly number[]): TensorInfo {
  const dx = recorder.output(shape);
  const [batch, height, width, channels] = geometry.x;
  recorder.dispatch(PROGRAMS.inputGradient, {
    tensors: [call.input('dy'), call.input('w'), dx],
    uniforms: uniformsOf(geometry),
    groups: [tiles(batch * height * width), tiles(channels)],
  });
  return dx;
}

/** The numbers that describe a max-pool to its programs, and its output's shape. */
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

export const layerKernels: KernelTable<Recorder> = {
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
    return gradientsOfStretches(call, recorder, geometry, parts, outputPixels(geometry) / parts);
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
    const dx = recorder.output(x.shape);
    const [batch, height, width, channels] = four(x.shape);
    recorder.dispatch(PROGRAMS.maxPoolGradient, {
      tensors: [call.input('dy'), x, call.input('y'), dx],
      uniforms: poolOf(call, x.shape).numbers.map(whole),
      groups: [Math.ceil((width * channels) / 64), height, batch],
    });
    return dx;
  },
  LabGlobalAveragePool(call, recorder) {
    const x = call.input('x');
    const [batch, height, width, channels] = four(x.shape);
    const y = recorder.output([batch, channels]);
    const n = batch * channels;
    recorder.dispatch(PROGRAMS.poolAverage, {
      tensors: [x, y],
      uniforms: [n, groupsFor(n, 64), height * width, channels].map(whole),
      groups: [groupsFor(n, 64)],
    });
    return y;
  },
  LabGlobalAveragePoolGradient(call, recorder) {
    const [batch, height, width, channels] = four(call.shape('inputShape'));
    const dx = recorder.output([batch, height, width, channels]);
    const n = sizeOf(dx.shape);
    recorder.dispatch(PROGRAMS.poolAverageGradient, {
      tensors: [call.input('dy'), dx],
      uniforms: [n, groupsFor(n), height * width, channels].map(whole),
      groups: [groupsFor(n)],
    });
    return dx;
  },
};
