/** A network that the lab does not have, as one file would define it. */
import { block, type NetworkDefinition } from '../../src/shared/network/definition.ts';

export const bottle: NetworkDefinition = {
  name: 'bottle',
  summary: 'a convolution, then a narrow layer',
  width: [6],
  norm: 'none',
  network: (settings) => ({
    layers: [
      ...block({ kind: 'conv', edge: 3, channels: 4, stride: 2, name: 'entry' }, settings),
      { kind: 'globalavgpool' },
      ...settings.width.flatMap((units) => block({ kind: 'dense', units, name: 'neck' }, settings)),
    ],
    classifier: 'exit',
  }),
};
