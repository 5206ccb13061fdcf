/** Observables that no release has, for the test that one definition is enough. */
import { EVALUATION_EXPLANATIONS } from '../../src/shared/explanations/evaluation.ts';
import { defineObservable } from '../../src/shared/observables/define.ts';

export const pull = defineObservable({
  key: 'pull',
  family: 'layerSteps',
  optional: true,
  explanation: { ...EVALUATION_EXPLANATIONS.gap, name: 'Pull', family: 'step', what: 'The gradient over the weights.' },
  chart: { title: 'Pull', symbol: '‖g‖ / ‖w‖', unit: '‖g‖ / ‖w‖', logarithmic: true },
  compute: ({ gradientNorm, weightNorm }) => gradientNorm / weightNorm,
});

export const zeros = defineObservable({
  key: 'zeros',
  family: 'evaluations',
  optional: true,
  explanation: { ...EVALUATION_EXPLANATIONS.gap, name: 'Zeros', what: 'Test examples predicted as class 0.' },
  compute: ({ test }) => Array.from(test.classes).filter((predicted) => predicted === 0).length,
});
