/** Observables of a snapshot and layer, along the path of the weights. */
import { WINDOW_EXPLANATIONS } from '../explanations/window.ts';
import { defineObservable } from './define.ts';
import { msg } from '../util/texts.ts';

export const tpm = defineObservable({
  key: 'tpm',
  family: 'paths',
  explanation: WINDOW_EXPLANATIONS.tpm,
  chart: {
    title: msg('Path straightness, TPM'),
    symbol: 'TPM',
    unit: msg('latest segments'),
    logarithmic: false,
    range: { min: 0, max: 1 },
  },
  compute: (facts) => facts.tpm,
});
