import { block, hiddenDense, type NetworkDefinition, type NetworkSettings } from '../network/definition.ts';
import type { LayerSpec } from '../network/spec.ts';
import { msg } from '../util/texts.ts';

/** 5×5 convolution, 3×3 max-pooling of stride 2, local response normalization. */
function module(name: string, settings: NetworkSettings): LayerSpec[] {
  const convolution = block({ kind: 'conv', edge: 5, channels: 64, stride: 1, name }, settings);
  return [...convolution, { kind: 'pool', size: 3, stride: 2 }, { kind: 'lrn' }];
}

/** Small AlexNet of Zhang et al. 2017 (arXiv 1611.03530, appendix A). */
export const alexnetSmall: NetworkDefinition = {
  name: 'alexnet-small',
  summary: msg('Small AlexNet (Zhang et al. 2017)'),
  width: undefined,
  norm: 'none',
  network: (settings) => ({
    layers: [
      ...module('conv1', settings),
      ...module('conv2', settings),
      ...hiddenDense(384, 'dense1', settings),
      ...hiddenDense(192, 'dense2', settings),
    ],
    classifier: 'dense3',
  }),
};
