/**
 * Convolutions and their gradients as matrix products, tiled or register-blocked according to the dispatch
 * configuration. A dense layer is a convolution of images of one pixel.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { four, paddingBefore, sizeOf, type Call } from '../common/call.ts';
import { overElements } from './elements.ts';
import { PROGRAMS } from './programs.ts';
import { whole, type Dispatch, type KernelEncoder } from './kernel-encoder.ts';

/** Up to this many kernel rows a convolution is computed directly, because a tile would be mostly empty. */
const FEW_ROWS = 32;
/** Most workgroups along one dimension of a dispatch. */
const MOST_GROUPS = 65_535;

type Shape4D = readonly [number, number, number, number];

/** A convolution's sizes, as the programs take them. */
export interface Geometry {
  readonly x: Shape4D;
  readonly y: Shape4D;
  readonly w: Shape4D;
  readonly stride: number;
}

/** One implementation of products, as three programs. */
interface Way {
  readonly convolution: keyof typeof PROGRAMS;
  readonly inputGradient: keyof typeof PROGRAMS;
  readonly kernelGradient: keyof typeof PROGRAMS;
  readonly groups: (rows: number, columns: number) => readonly [number, number];
  /** What the ranges of a kernel gradient count, and how many of these one range should have. */
  readonly units: (geometry: Geometry) => number;
  readonly leastUnits: number;
  /** Approximate number of workgroups for a kernel gradient: enough for every core of a large device. */
  readonly gradientGroups: number;
}

const outputPixels = ({ y: [batch, height, width] }: Geometry): number => batch * height * width;
const kernelRows = ({ w: [height, width, channels] }: Geometry): number => height * width * channels;

/** A workgroup computes 32 × 32. */
const TILED: Way = {
  convolution: 'convolutionByTiles',
  inputGradient: 'inputGradientByTiles',
  kernelGradient: 'kernelGradientByTiles',
  groups: (rows, columns) => [Math.ceil(rows / 32), Math.ceil(columns / 32)],
  units: outputPixels,
  leastUnits: 256,
  gradientGroups: 512,
};

/** Each of a workgroup's 16 threads computes 8 × 8. */
const REGISTER_BLOCKED: Way = {
  convolution: 'convolutionByEights',
  inputGradient: 'inputGradientByEights',
  kernelGradient: 'kernelGradientByEights',
  groups(rows, columns) {
    const groups = Math.ceil((Math.ceil(rows / 8) * Math.ceil(columns / 8)) / 16);
    const across = Math.min(groups, MOST_GROUPS);
    return [across, Math.ceil(groups / across)];
  },
  units: ({ y: [batch] }) => batch,
  leastUnits: 1,
  gradientGroups: 64,
};

const wayOf = ({ division }: KernelEncoder): Way => (division.tiled ? TILED : REGISTER_BLOCKED);

export function convolutionOf(x: readonly number[], w: readonly number[], stride: number): Geometry {
  const [batch, height, width] = four(x);
  const y: Shape4D = [batch, Math.ceil(height / stride), Math.ceil(width / stride), four(w)[3]];
  return { x: four(x), y, w: four(w), stride };
}

/** One pixel per example. */
export function denseOf(batch: number, inputs: number, outputs: number): Geometry {
  return { x: [batch, 1, 1, inputs], y: [batch, 1, 1, outputs], w: [1, 1, inputs, outputs], stride: 1 };
}

function uniformsOf({ x, y, w, stride }: Geometry, option = 0, chunk = 0) {
  const [batch, height, width, channels] = x;
  const [kernelHeight, kernelWidth] = w;
  const padding = [paddingBefore(height, kernelHeight, stride), paddingBefore(width, kernelWidth, stride)];
  const sizes = [batch, height, width, channels, y[1], y[2], y[3], kernelHeight, kernelWidth, stride];
  return [...sizes, ...padding, option, chunk].map(whole);
}

/** Runs the kernel `call`: x by w, with bias and ReLU if it has them; `shape` is the output's. */
export function forward(call: Call, recorder: KernelEncoder, geometry: Geometry, shape: readonly number[]): TensorInfo {
  const [x, w] = [call.input('x'), call.input('w')];
  const { bias } = call.inputs;
  const y = recorder.output(shape);
  const dispatch = {
    tensors: [x, w, bias ?? w, y],
    uniforms: uniformsOf(geometry, (bias ? 1 : 0) + 2 * call.flag('relu')),
  };
  const [batch, outHeight, outWidth, filters] = geometry.y;
  const way = wayOf(recorder);
  if (way === TILED && outWidth > 1 && kernelRows(geometry) <= FEW_ROWS) {
    const groups: Dispatch['groups'] = [Math.ceil((Math.ceil(outWidth / 4) * filters) / 64), outHeight, batch];
    recorder.dispatch(PROGRAMS.convolutionDirect, { ...dispatch, groups });
  } else {
    recorder.dispatch(PROGRAMS[way.convolution], { ...dispatch, groups: way.groups(outputPixels(geometry), filters) });
  }
  return y;
}

export function kernelGradient(
  call: Call,
  recorder: KernelEncoder,
  geometry: Geometry,
  shape: readonly number[],
): TensorInfo {
  const way = wayOf(recorder);
  const units = way.units(geometry);
  const [across, down] = way.groups(kernelRows(geometry), geometry.y[3]);
  const wanted = Math.ceil(way.gradientGroups / (across * down));
  const chunk = Math.max(way.leastUnits, Math.ceil(units / wanted));
  const chunks = Math.ceil(units / chunk);
  const sums = ofChunks(call, recorder, geometry, chunks, chunk);
  if (chunks === 1) return { ...sums, shape: [...shape] };
  const dw = recorder.output(shape);
  overElements(recorder, PROGRAMS.addChunks, sizeOf(shape), { tensors: [sums, dw], more: [whole(chunks)] });
  recorder.release(sums);
  return dw;
}

/** The kernel gradient of each of `parts` equal parts of the batch: [parts, ...kernel shape]. */
export function kernelGradients(call: Call, recorder: KernelEncoder, geometry: Geometry, parts: number): TensorInfo {
  return ofChunks(call, recorder, geometry, parts, wayOf(recorder).units(geometry) / parts);
}

function ofChunks(call: Call, recorder: KernelEncoder, geometry: Geometry, chunks: number, chunk: number): TensorInfo {
  const way = wayOf(recorder);
  const sums = recorder.output([chunks, ...geometry.w]);
  recorder.dispatch(PROGRAMS[way.kernelGradient], {
    tensors: [call.input('x'), call.input('dy'), sums],
    uniforms: uniformsOf(geometry, 0, chunk),
    groups: [...way.groups(kernelRows(geometry), geometry.y[3]), chunks],
  });
  return sums;
}

export function inputGradient(
  call: Call,
  recorder: KernelEncoder,
  geometry: Geometry,
  shape: readonly number[],
): TensorInfo {
  const way = wayOf(recorder);
  const dx = recorder.output(shape);
  const [batch, height, width, channels] = geometry.x;
  recorder.dispatch(PROGRAMS[way.inputGradient], {
    tensors: [call.input('dy'), call.input('w'), dx],
    uniforms: uniformsOf(geometry),
    groups: way.groups(batch * height * width, channels),
  });
  return dx;
}
