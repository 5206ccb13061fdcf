import { block, type NetworkDefinition, type NetworkSettings } from '../network/definition.ts';
import type { LayerSpec } from '../network/spec.ts';
import { msg, str } from '../util/texts.ts';

const STAGES = [16, 32, 64] as const;
/** The first convolution and the classifier. */
const OUTSIDE = 2;

const blocksOf = ([depth = 20]: readonly number[]): number => (depth - OUTSIDE) / (2 * STAGES.length);

/** Two 3×3 convolutions with a parameter-free shortcut, and the activation after the sum. */
function residual(name: string, channels: number, stride: number, settings: NetworkSettings): LayerSpec[] {
  const convolution = (part: string, own: number): LayerSpec[] =>
    block({ kind: 'conv', edge: 3, channels, stride: own, name: `${name}_${part}` }, settings);
  const body = [...convolution('conv1', stride), ...convolution('conv2', 1).slice(0, -1)];
  return [{ kind: 'respad', body, name }, { kind: settings.activation }];
}

/**
 * ResNet for CIFAR of He et al. 2016 (arXiv 1512.03385, section 4.2). `width` is its depth 6n + 2; shortcuts use option
 * A. ResNet-20 on three channels and ten classes has 269,722 trained numbers: kernels, scales, offsets and classifier.
 */
export const resnet: NetworkDefinition = {
  name: 'resnet',
  summary: msg('ResNet for CIFAR (He et al. 2016)'),
  width: [20],
  widthIssue(width) {
    const n = blocksOf(width);
    if (width.length === 1 && Number.isInteger(n) && n >= 1 && n <= 18) return undefined;
    return msg(str`${width.join('-')} is not a depth 6n + 2 from 8 to 110, such as 20`);
  },
  norm: 'batch',
  network: (settings) => ({
    layers: [
      ...block({ kind: 'conv', edge: 3, channels: STAGES[0], stride: 1, name: 'conv1' }, settings),
      ...STAGES.flatMap((channels, stage) =>
        Array.from({ length: Math.floor(blocksOf(settings.width)) }, (_, i) =>
          residual(`stage${stage + 1}_block${i + 1}`, channels, stage > 0 && i === 0 ? 2 : 1, settings),
        ).flat(),
      ),
      { kind: 'globalavgpool' },
    ],
    classifier: 'dense',
  }),
};
