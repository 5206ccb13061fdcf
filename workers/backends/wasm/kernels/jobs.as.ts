/** Computes the parts of a job on every thread, with the same table of kernels (AssemblyScript). */
import { activatePart, activationGradientPart, dropoutPart } from './activations.as';
import { deviationsPart, gradientPart, gradientSumsPart, normalizePart, sumsPart } from './batch-norm.as';
import { correlatePart, kernelGradientPart } from './convolution.as';
import { accumulatePart, copyColumnsPart, reluGradientPart, reluPart, sumPart } from './elementwise.as';
import { awaitJob, awaitParts, finish, jobs, kernelOfJob, offer, scratchOf, take } from './job.as';
import { localResponseGradientPart, localResponsePart } from './local-response.as';
import { plainPart, updatePart } from './optimizers.as';
import { averagePoolGradientPart, averagePoolPart, maxPoolGradientPart, maxPoolPart } from './pooling.as';
import { productPart, transposedProductPart } from './product.as';
import {
  kernelTapsPart,
  tiledGradientPart,
  tiledProductPart,
  transformKernelPart,
  transformTilesPart,
} from './tiled-convolution.as';

export const PRODUCT: i32 = 0;
export const TRANSPOSED_PRODUCT: i32 = 1;
export const CORRELATE: i32 = 2;
export const KERNEL_GRADIENT: i32 = 3;
export const RELU_FORWARD: i32 = 4;
export const RELU_GRADIENT: i32 = 5;
export const ADD: i32 = 6;
export const UPDATE: i32 = 7;
export const SUMS: i32 = 8;
export const DEVIATIONS: i32 = 9;
export const NORMALIZE: i32 = 10;
export const GRADIENT_SUMS: i32 = 11;
export const GRADIENT: i32 = 12;
export const MAX_POOL: i32 = 13;
export const MAX_POOL_GRADIENT: i32 = 14;
export const STEP: i32 = 15;
export const ACTIVATE: i32 = 16;
export const ACTIVATION_GRADIENT: i32 = 17;
export const DROPOUT: i32 = 18;
export const LOCAL_RESPONSE: i32 = 19;
export const LOCAL_RESPONSE_GRADIENT: i32 = 20;
export const AVERAGE_POOL: i32 = 21;
export const AVERAGE_POOL_GRADIENT: i32 = 22;
export const TRANSFORM_TILES: i32 = 23;
export const TRANSFORM_KERNEL: i32 = 24;
export const TILED_PRODUCT: i32 = 25;
export const TILED_GRADIENT: i32 = 26;
export const KERNEL_TAPS: i32 = 27;
export const COPY_COLUMNS: i32 = 28;
export const SUM: i32 = 29;

function compute(kernel: i32, part: i32, work: usize): void {
  switch (kernel) {
    case PRODUCT:
      return productPart(part, work);
    case TRANSPOSED_PRODUCT:
      return transposedProductPart(part, work);
    case CORRELATE:
      return correlatePart(part, work);
    case KERNEL_GRADIENT:
      return kernelGradientPart(part, work);
    case RELU_FORWARD:
      return reluPart(part);
    case RELU_GRADIENT:
      return reluGradientPart(part);
    case ADD:
      return accumulatePart(part);
    case UPDATE:
      return updatePart(part);
    case SUMS:
      return sumsPart(part);
    case DEVIATIONS:
      return deviationsPart(part);
    case NORMALIZE:
      return normalizePart(part);
    case GRADIENT_SUMS:
      return gradientSumsPart(part);
    case GRADIENT:
      return gradientPart(part);
    case MAX_POOL:
      return maxPoolPart(part);
    case MAX_POOL_GRADIENT:
      return maxPoolGradientPart(part);
    case STEP:
      return plainPart(part);
    case ACTIVATE:
      return activatePart(part);
    case ACTIVATION_GRADIENT:
      return activationGradientPart(part);
    case DROPOUT:
      return dropoutPart(part);
    case LOCAL_RESPONSE:
      return localResponsePart(part, work);
    case LOCAL_RESPONSE_GRADIENT:
      return localResponseGradientPart(part, work);
    case AVERAGE_POOL:
      return averagePoolPart(part);
    case AVERAGE_POOL_GRADIENT:
      return averagePoolGradientPart(part);
    case TRANSFORM_TILES:
      return transformTilesPart(part, work);
    case TRANSFORM_KERNEL:
      return transformKernelPart(part, work);
    case TILED_PRODUCT:
      return tiledProductPart(part, work);
    case TILED_GRADIENT:
      return tiledGradientPart(part);
    case KERNEL_TAPS:
      return kernelTapsPart(part, work);
    case COPY_COLUMNS:
      return copyColumnsPart(part);
    case SUM:
      return sumPart(part);
  }
}

/**
 * Computes all parts of a job whose arguments are set, together with the helper threads.
 * @param work scratch memory, `share` bytes for each thread
 */
export function computeAll(kernel: i32, parts: i32, work: usize, share: usize): void {
  if (!ASC_FEATURE_THREADS || parts <= 1) {
    for (let part = 0; part < parts; part++) compute(kernel, part, work);
    return;
  }
  offer(kernel, parts, work, share);
  takeAll(0);
  awaitParts(parts);
}

/** Computes parts of the current job until none is left to take. */
function takeAll(thread: i32): void {
  let taken = 0;
  for (let part = take(thread); part >= 0; part = take(thread)) {
    compute(kernelOfJob(), part, scratchOf(thread));
    taken++;
  }
  if (taken > 0) finish(taken);
}

/** The main loop of a helper thread. */
export function help(thread: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  for (;;) {
    const seen = jobs();
    takeAll(thread);
    awaitJob(seen);
  }
}
