/** Work with many parts for every kernel that has parts. One thread and several must compute the same bits. */
import { tensor1d, tensor2d, tensor4d, tidy, variable, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { activate, activationGradient, biasGradient, relu, reluGradient } from '../../../ops/activation.ts';
import { batchNorm, batchNormGradient } from '../../../ops/batch-norm.ts';
import { convolution, convolutionInputGradient, convolutionKernelGradient } from '../../../ops/convolution.ts';
import { dense, denseInputGradient, denseKernelGradient } from '../../../ops/dense.ts';
import { dropout, dropoutKey } from '../../../ops/dropout.ts';
import { localResponse, localResponseGradient } from '../../../ops/local-response.ts';
import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from '../../../ops/pooling.ts';
import { measuredUpdate, updateOf } from '../../../ops/update.ts';
import { adamw } from '../../../../src/shared/optimizers/adamw.ts';
import { values } from '../../../ops/testing/inputs.ts';
import { sgdUpdate } from '../../../ops/testing/rates.ts';

const floats = (length: number, seed: number): Float32Array => values('dense', length, seed);

/** All results' values by name, recomputed on every call, on the backend in use. */
export async function manyParts(): Promise<Record<string, Float32Array>> {
  const made: Record<string, Tensor> = tidy(() => {
    const a = tensor2d(floats(70 * 500, 1), [70, 500]);
    const w = tensor2d(floats(500 * 200, 2), [500, 200]);
    const product = dense(a, w, tensor1d(floats(200, 3)), true);
    const x = tensor4d(floats(20 * 28 * 28 * 16, 4), [20, 28, 28, 16]);
    const k = tensor4d(floats(3 * 3 * 16 * 24, 5), [3, 3, 16, 24]);
    const y = convolution(x, k, null, 1, false);
    const strided = convolution(x, k, null, 2, false);
    const norm = batchNorm(y, tensor1d(floats(24, 6)), tensor1d(floats(24, 7)), 1e-3, true);
    const pooled = maxPool(norm.y, 3, 2);
    const dPooled = maxPoolGradient(strided, norm.y, pooled, 3, 2);
    const { mean, variance, y: rectified } = norm;
    const dNorm = batchNormGradient(dPooled, y, rectified, mean, variance, tensor1d(floats(24, 6)), 1e-3);
    const value = variable(w, false);
    const velocity = variable(tensor2d(floats(500 * 200, 8), [500, 200]), false);
    const gradient = denseKernelGradient(a, product);
    const update = sgdUpdate(0.1, 0.9, 0.01);
    const sum = variable(w, false);
    const [statistics, retained] = measuredUpdate(value, { velocity }, gradient, w.clone(), update, [sum]);
    const adapted = variable(w, false);
    const slots = { mean: variable(zerosLike(w), false), square: variable(zerosLike(w), false) };
    const adam = updateOf(adamw, { lr: 0.1, momentum: 0.9, decay: 0.01, beta2: 0.999, eps: 1e-8 }, 3);
    measuredUpdate(adapted, slots, gradient, w.clone(), adam, []);
    const local = localResponse(x);
    const averaged = averagePool(y, 3, 2);
    const [gelu, tanh] = [activate('gelu', y), activate('tanh', y)];
    return {
      product,
      gradient,
      dA: denseInputGradient(product, w),
      convolved: y,
      strided,
      dK: convolutionKernelGradient(x, dNorm.dx, k.shape, 1),
      dX: convolutionInputGradient(strided, k, x.shape, 2),
      relu: relu(x),
      masked: reluGradient(dPooled, rectified),
      bias: biasGradient(y),
      pooled,
      ...norm,
      ...dNorm,
      statistics,
      retained,
      sum,
      value,
      velocity,
      adapted,
      ...slots,
      local,
      dLocal: localResponseGradient(x, x, local),
      averaged,
      dAveraged: averagePoolGradient(averaged, y, 3, 2),
      gelu,
      dGelu: activationGradient('gelu', y, y, gelu),
      tanh,
      dTanh: activationGradient('tanh', y, y, tanh),
      dropped: dropout(y, dropoutKey(1, 7), 3, 0.4),
    };
  });
  const read = await Promise.all(
    Object.entries(made).map(async ([name, tensor]) => [name, await tensor.data<'float32'>()] as const),
  );
  Object.values(made).forEach((tensor) => tensor.dispose());
  return Object.fromEntries(read);
}
