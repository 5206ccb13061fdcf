import { block, type NetworkDefinition } from '../network/definition.ts';
import { msg } from '../util/texts.ts';

/** 3×3 convolutions of `width` channels, stride 2 wherever the width changes, then global average pooling. */
export const cnn: NetworkDefinition = {
  name: 'cnn',
  summary: msg('a convolutional network'),
  // Three halvings: the last layer has a receptive field of 17 of 28 pixels. With fewer, global average pooling tells
  // digits apart poorly.
  width: [16, 32, 64, 128],
  norm: 'batch',
  network: (settings) => ({
    layers: [
      ...settings.width.flatMap((channels, i) => {
        const stride = i > 0 && channels !== settings.width[i - 1] ? 2 : 1;
        return block({ kind: 'conv', edge: 3, channels, stride, name: `conv${i + 1}` }, settings);
      }),
      { kind: 'globalavgpool' },
    ],
    classifier: 'dense',
  }),
};
