/** How layers are put together: one after the other, side by side, and the two poolings. */
import { add, concat, slice, type Tensor, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { globalAveragePool, globalAveragePoolGradient, maxPool, maxPoolGradient } from '../ops/pooling.ts';
import { required, type Layer } from './layer.ts';

/** One layer after the other. */
export function sequence(layers: readonly Layer[]): Layer {
  return {
    stages: layers,
    parameters: layers.flatMap((layer) => layer.parameters),
    blocks: layers.flatMap((layer) => layer.blocks),
    forward: (x) => layers.reduce((value, layer) => layer.forward(value), x),
    infer: (x) => layers.reduce((value, layer) => layer.infer(value), x),
    backward(dy, needsInput, frozen) {
      let gradient: Tensor | null = dy;
      for (let i = layers.length - 1; i >= 0; i--) {
        gradient = layers[i]?.backward(required(gradient), needsInput || i > 0, frozen) ?? null;
      }
      return gradient;
    },
    dispose: () => {
      for (const layer of layers) layer.dispose();
    },
  };
}

/** Layers side by side on one input, their channels concatenated. */
export function parallel(branches: readonly Layer[]): Layer {
  let channels: number[] = [];
  return {
    parameters: branches.flatMap((branch) => branch.parameters),
    blocks: branches.flatMap((branch) => branch.blocks),
    forward(x) {
      const outputs = branches.map((branch) => branch.forward(x));
      channels = outputs.map((output) => output.shape.at(-1) ?? 0);
      return concat(outputs, -1);
    },
    infer: (x) =>
      concat(
        branches.map((branch) => branch.infer(x)),
        -1,
      ),
    backward(dy, needsInput, frozen) {
      let from = 0;
      let sum: Tensor | null = null;
      branches.forEach((branch, i) => {
        const count = channels[i] ?? 0;
        const share = slice(dy, [0, 0, 0, from], [-1, -1, -1, count]);
        from += count;
        const gradient = branch.backward(share, needsInput, frozen);
        if (gradient) sum = sum ? add(sum, gradient) : gradient;
      });
      return sum;
    },
    dispose: () => {
      for (const branch of branches) branch.dispose();
    },
  };
}

/** Max-pooling, 'same' padding. */
export function maxPooling(size: number, stride: number): Layer {
  let x: Tensor4D | null = null;
  let y: Tensor4D | null = null;
  return {
    parameters: [],
    blocks: [],
    forward(input) {
      x = input as Tensor4D;
      y = maxPool(x, size, stride);
      return y;
    },
    infer: (input) => maxPool(input as Tensor4D, size, stride),
    backward(dy, needsInput) {
      if (!x || !y) throw new Error('backward before forward');
      return needsInput ? maxPoolGradient(dy as Tensor4D, x, y, size, stride) : null;
    },
    dispose: () => undefined,
  };
}

/** The mean of each channel over the image: [batch, height, width, channels] → [batch, channels]. */
export function globalAveragePooling(): Layer {
  let shape: [number, number, number, number] | null = null;
  return {
    parameters: [],
    blocks: [],
    forward(x) {
      shape = (x as Tensor4D).shape;
      return globalAveragePool(x as Tensor4D);
    },
    infer: (x) => globalAveragePool(x as Tensor4D),
    backward(dy, needsInput) {
      if (!shape) throw new Error('backward before forward');
      return needsInput ? globalAveragePoolGradient(dy as Tensor2D, shape) : null;
    },
    dispose: () => undefined,
  };
}
