/** Containers of layers: sequence, parallel branches, and residual. */
import { add, concat, slice, type Tensor } from '@tensorflow/tfjs-core';
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
      return concat(outputs, -1);
    },
    infer: (x) =>
      concat(
        branches.map((branch) => branch.infer(x)),
        -1,
      ),
    backward(dy, needsInput, frozen) {
      const before = dy.shape.slice(0, -1);
      let from = 0;
      let sum: Tensor | null = null;
      branches.forEach((branch, i) => {
        const count = channels[i] ?? 0;
        const share = slice(dy, [...before.map(() => 0), from], [...before.map(() => -1), count]);
        from += count;
        const gradient = branch.backward(share, needsInput, frozen);
        if (gradient) sum = sum ? add(sum, gradient) : gradient;
      });
      return sum;
    },
  };
}

/** `body(x)` + x, where `shortcut` maps x to the body's shape; null for the identity. */
export function residual(body: Layer, shortcut: Layer | null): Layer {
  return {
    ...partsOf(shortcut ? [body, shortcut] : [body]),
    forward: (x, key) => add(body.forward(x, key), shortcut ? shortcut.forward(x, key) : x),
    infer: (x) => add(body.infer(x), shortcut ? shortcut.infer(x) : x),
    backward(dy, needsInput, frozen) {
      const throughBody = body.backward(dy, needsInput, frozen);
      const around = shortcut ? shortcut.backward(dy, needsInput, frozen) : dy;
      return needsInput ? add(required(throughBody), required(around)) : null;
    },
  };
}
