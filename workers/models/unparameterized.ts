/** Layers without kernels: pooling, activations, standalone normalizations, dropout, shape changes. */
import { keep, reshape, tensor4d, type Tensor, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Activation } from '../../src/shared/network/spec.ts';
import { activate, activationGradient } from '../ops/activation.ts';
import { convolution, convolutionInputGradient } from '../ops/convolution.ts';
import { dropout } from '../ops/dropout.ts';
import { localResponse, localResponseGradient } from '../ops/local-response.ts';
import {
  averagePool,
  averagePoolGradient,
  globalAveragePool,
  globalAveragePoolGradient,
  maxPool,
  maxPoolGradient,
} from '../ops/pooling.ts';
import type { BatchNormalization } from './batch-normalization.ts';
import type { Layer } from './layer.ts';

/** What `backward` needs from the latest `forward`. */
interface Pass {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly key: number | undefined;
}

interface Functions {
  readonly forward: (x: Tensor, key: number | undefined) => Tensor;
  /** Set if evaluation differs from training. */
  readonly infer?: (x: Tensor) => Tensor;
  readonly backward: (dy: Tensor, pass: Pass) => Tensor;
}

/** A layer without parameters. */
function unparameterized({ forward, infer, backward }: Functions): Layer {
  let pass: Pass | null = null;
  return {
    parameters: [],
    blocks: [],
    normalizations: [],
    forward(x, key) {
      const y = forward(x, key);
      pass = { x, y, key };
      return y;
    },
    infer: infer ?? ((x) => forward(x, undefined)),
    backward(dy, needsInput) {
      if (!pass) throw new Error('backward before forward');
      return needsInput ? backward(dy, pass) : null;
    },
    dispose: () => undefined,
  };
}

/** Max-pooling, 'same' padding. */
export function maxPooling(size: number, stride: number): Layer {
  return unparameterized({
    forward: (x) => maxPool(x as Tensor4D, size, stride),
    backward: (dy, { x, y }) => maxPoolGradient(dy as Tensor4D, x as Tensor4D, y as Tensor4D, size, stride),
  });
}

/** Average pooling, 'same' padding, which the mean leaves out. */
export function averagePooling(size: number, stride: number): Layer {
  return unparameterized({
    forward: (x) => averagePool(x as Tensor4D, size, stride),
    backward: (dy, { x }) => averagePoolGradient(dy as Tensor4D, x as Tensor4D, size, stride),
  });
}

/** Global average pooling: [batch, height, width, channels] → [batch, channels]. */
export function globalAveragePooling(): Layer {
  return unparameterized({
    forward: (x) => globalAveragePool(x as Tensor4D),
    backward: (dy, { x }) => globalAveragePoolGradient(dy as Tensor2D, (x as Tensor4D).shape),
  });
}

export function localResponseNormalization(): Layer {
  return unparameterized({
    forward: (x) => localResponse(x as Tensor4D),
    backward: (dy, { x, y }) => localResponseGradient(dy as Tensor4D, x as Tensor4D, y as Tensor4D),
  });
}

export function activation(kind: Activation): Layer {
  return unparameterized({
    forward: (x) => activate(kind, x),
    backward: (dy, { x, y }) => activationGradient(kind, dy, x, y),
  });
}

/** [batch, height, width, channels] → [batch, height · width · channels] */
export function flattening(): Layer {
  return unparameterized({
    forward: (x) => reshape(x, [x.shape[0], -1]),
    backward: (dy, { x }) => reshape(dy, x.shape),
  });
}

/**
 * Inverted dropout: each value is dropped with probability `rate`, the others are divided by 1 − rate. The mask depends
 * only on the step's key and `layer`, so that probes, replays and resumed runs use the same mask.
 */
export function droppingOut(rate: number, layer: number): Layer {
  const required = (key: number | undefined): number => {
    if (key === undefined) throw new Error('dropout without the key of a step');
    return key;
  };
  return unparameterized({
    forward: (x, key) => dropout(x, required(key), layer, rate),
    infer: (x) => x.clone(),
    backward: (dy, { key }) => dropout(dy, required(key), layer, rate),
  });
}

/** Batch normalization that does not follow a kernel. */
export function normalization(norm: BatchNormalization): Layer {
  return {
    parameters: [norm.scale, norm.offset],
    blocks: [],
    normalizations: [norm],
    forward: (x) => norm.forward(x),
    infer: (x) => norm.infer(x),
    backward: (dy, _, frozen) => (frozen ? norm.backwardFrozen(dy) : norm.backward(dy)),
    dispose: () => {
      norm.dispose();
    },
  };
}

/** Every `stride`-th pixel, with zeros for missing channels: a fixed 1×1 convolution. */
export function paddingShortcut(inputs: number, outputs: number, stride: number): Layer {
  const values = new Float32Array(inputs * outputs);
  for (let c = 0; c < inputs; c++) values[c * outputs + c] = 1;
  const kernel = keep(tensor4d(values, [1, 1, inputs, outputs]));
  const image = (x: Tensor): Tensor4D => (x.rank === 4 ? (x as Tensor4D) : reshape(x, [x.shape[0], 1, 1, inputs]));
  const layer = unparameterized({
    forward(x) {
      const y = convolution(image(x), kernel, null, stride, false);
      return x.rank === 4 ? y : reshape(y, [x.shape[0], outputs]);
    },
    backward(dy, { x }) {
      const from = x.rank === 4 ? (dy as Tensor4D) : reshape(dy, [x.shape[0], 1, 1, outputs]);
      return reshape(convolutionInputGradient(from as Tensor4D, kernel, image(x).shape, stride), x.shape);
    },
  });
  return {
    ...layer,
    dispose: () => {
      kernel.dispose();
    },
  };
}
