/** Containers of layers: sequence, parallel branches, and residual. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { joinChannels, splitChannels, sumOf } from '../ops/channels.ts';
import { required, type Layer } from './layer.ts';

type Parts = Pick<Layer, 'parameters' | 'blocks' | 'normalizations' | 'dispose'>;

/** The parameters, blocks and normalizations of several layers. */
function partsOf(layers: readonly Layer[]): Parts {
  return {
    parameters: layers.flatMap((layer) => layer.parameters),
    blocks: layers.flatMap((layer) => layer.blocks),
    normalizations: layers.flatMap((layer) => layer.normalizations),
    dispose: () => {
      for (const layer of layers) layer.dispose();
    },
  };
}

/** One layer after the other. */
export function sequence(layers: readonly Layer[]): Layer {
  return {
    stages: layers,
    ...partsOf(layers),
    forward: (x, key) => layers.reduce((value, layer) => layer.forward(value, key), x),
    infer: (x) => layers.reduce((value, layer) => layer.infer(value), x),
    backward(dy, needsInput, frozen) {
      let gradient: Tensor | null = dy;
      for (let i = layers.length - 1; i >= 0; i--) {
        gradient = layers[i]?.backward(required(gradient), needsInput || i > 0, frozen) ?? null;
      }
      return gradient;
    },
  };
}

/** Parallel branches on one input; their channels are concatenated. */
export function parallel(branches: readonly Layer[]): Layer {
  let channels: number[] = [];
  return {
    ...partsOf(branches),
    forward(x, key) {
      const outputs = branches.map((branch) => branch.forward(x, key));
      channels = outputs.map((output) => output.shape.at(-1) ?? 0);
      return joinChannels(outputs);
    },
    infer: (x) => joinChannels(branches.map((branch) => branch.infer(x))),
    backward(dy, needsInput, frozen) {
      const shares = splitChannels(dy, channels);
      let sum: Tensor | null = null;
      branches.forEach((branch, i) => {
        const gradient = branch.backward(required(shares[i] ?? null), needsInput, frozen);
        if (gradient) sum = sum ? sumOf(sum, gradient) : gradient;
      });
      return sum;
    },
  };
}

/** `body(x)` + x, where `shortcut` maps x to the body's shape; null for the identity. */
export function residual(body: Layer, shortcut: Layer | null): Layer {
  return {
    ...partsOf(shortcut ? [body, shortcut] : [body]),
    forward: (x, key) => sumOf(body.forward(x, key), shortcut ? shortcut.forward(x, key) : x),
    infer: (x) => sumOf(body.infer(x), shortcut ? shortcut.infer(x) : x),
    backward(dy, needsInput, frozen) {
      const throughBody = body.backward(dy, needsInput, frozen);
      const around = shortcut ? shortcut.backward(dy, needsInput, frozen) : dy;
      return needsInput ? sumOf(required(throughBody), required(around)) : null;
    },
  };
}
