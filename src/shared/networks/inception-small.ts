import { block, type NetworkDefinition, type NetworkSettings } from '../network/definition.ts';
import type { LayerSpec } from '../network/spec.ts';
import { msg } from '../util/texts.ts';

function convolution(name: string, edge: number, channels: number, stride: number, settings: NetworkSettings) {
  return block({ kind: 'conv', edge, channels, stride, name }, settings);
}

/** Parallel 1×1 and 3×3 convolutions. */
function inception(name: string, narrow: number, wide: number, settings: NetworkSettings): LayerSpec {
  const branches = [
    convolution(`${name}_inception_1x1`, 1, narrow, 1, settings),
    convolution(`${name}_inception_3x3`, 3, wide, 1, settings),
  ];
  return { kind: 'cat', branches };
}

/** A strided convolution parallel to strided max-pooling: half the edge, `channels` more channels. */
function downsample(name: string, channels: number, settings: NetworkSettings): LayerSpec {
  const pooling: LayerSpec = { kind: 'pool', size: 3, stride: 2 };
  return { kind: 'cat', branches: [convolution(`${name}_3x3`, 3, channels, 2, settings), [pooling]] };
}

/** Small Inception of Zhang et al. 2017 (arXiv 1611.03530, appendix A). */
export const inceptionSmall: NetworkDefinition = {
  name: 'inception-small',
  summary: msg('Small Inception (Zhang et al. 2017)'),
  width: undefined,
  norm: 'batch',
  network: (settings) => ({
    layers: [
      ...convolution('conv1', 3, 96, 1, settings),
      inception('module1', 32, 32, settings),
      inception('module2', 32, 48, settings),
      downsample('downsample1', 80, settings),
      inception('module3', 112, 48, settings),
      inception('module4', 96, 64, settings),
      inception('module5', 80, 80, settings),
      inception('module6', 48, 96, settings),
      downsample('downsample2', 96, settings),
      inception('module7', 176, 160, settings),
      inception('module8', 176, 160, settings),
      { kind: 'globalavgpool' },
    ],
    classifier: 'dense',
  }),
};
