/** Gathers a minibatch from examples on the device, on backends that support it. */
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { hasLabKernel, runKernel } from './kernel.ts';

/** All examples on the device. */
export interface DeviceImages {
  /** int32: four pixel bytes in each, the first in the lowest bits; or float32: input values. */
  readonly pixels: Tensor1D;
  /** Input value = factor × byte + offset, one for all examples or one per example. Not read if pixels are float32. */
  readonly factors: Tensor1D;
  readonly offsets: Tensor1D;
  readonly size: number;
  readonly channels: number;
}

export interface GatheredBatch {
  /** [batch, size, size, channels] */
  readonly images: Tensor4D;
  /** int32 [batch] */
  readonly labels: Tensor1D;
}

export const canGather = (): boolean => hasLabKernel('LabGatherBatch');

/** @param chosen int32 [2 · batch]: the examples' indices, then their labels */
export function gatherBatch({ size, channels, ...tensors }: DeviceImages, chosen: Tensor1D): GatheredBatch {
  const inputs = { ...tensors, chosen };
  const [images, labels] = runKernel<[Tensor, Tensor]>('LabGatherBatch', inputs, { size, channels });
  return { images: images as Tensor4D, labels: labels as Tensor1D };
}

/** Crops of images on the device. */
export interface SquareSettings {
  /** Edge of a crop, in pixels. */
  readonly edge: number;
  /** Width of the border around an image, whose bytes are 0. */
  readonly border: number;
}

/**
 * @param chosen int32 [5 · batch]: the examples' indices, their labels, packed placements, and the bits of float32 factors
 * and offsets
 */
export function gatherSquares(
  { pixels, size, channels }: DeviceImages,
  chosen: Tensor1D,
  settings: SquareSettings,
): GatheredBatch {
  const inputs = { pixels, chosen };
  const attributes = { size, channels, ...settings };
  const [images, labels] = runKernel<[Tensor, Tensor]>('LabGatherSquares', inputs, attributes);
  return { images: images as Tensor4D, labels: labels as Tensor1D };
}
