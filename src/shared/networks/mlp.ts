import { hiddenDense, type NetworkDefinition } from '../network/definition.ts';
import { msg } from '../util/texts.ts';

/** Dense layers of `width` units. */
export const mlp: NetworkDefinition = {
  name: 'mlp',
  summary: msg('a multilayer perceptron'),
  width: [512, 512],
  norm: 'none',
  network: (settings) => ({
    layers: settings.width.flatMap((units, i) => hiddenDense(units, `dense${i + 1}`, settings)),
    classifier: `dense${settings.width.length + 1}`,
  }),
};
