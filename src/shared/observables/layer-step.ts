/** Observables of each training step and layer. */
import { cosine, updateRatio as ratio } from './derived.ts';
import { STEP_EXPLANATIONS } from '../explanations/step.ts';
import { defineObservable } from './define.ts';
import { msg } from '../util/texts.ts';

export const gradientNorm = defineObservable({
  key: 'gradientNorm',
  family: 'layerSteps',
  explanation: STEP_EXPLANATIONS.gradientNorm,
  chart: { title: msg('Layer gradient norm'), symbol: '‖g‖', unit: '‖g‖', logarithmic: true },
  compute: (facts) => facts.gradientNorm,
});

export const weightNorm = defineObservable({
  key: 'weightNorm',
  family: 'layerSteps',
  explanation: STEP_EXPLANATIONS.weightNorm,
  chart: { title: msg('Layer weight norm'), symbol: '‖w‖', unit: '‖w‖', logarithmic: true },
  compute: (facts) => facts.weightNorm,
});

export const updateRatio = defineObservable({
  key: 'updateRatio',
  family: 'layerSteps',
  explanation: STEP_EXPLANATIONS.updateRatio,
  chart: { title: msg('Update ratio'), symbol: '‖Δw‖ / ‖w‖', unit: '‖Δw‖ / ‖w‖', logarithmic: true },
  compute: ({ updateNorm, weightNorm: norm }) => ratio(updateNorm, norm),
});

export const successiveCosine = defineObservable({
  key: 'successiveCosine',
  family: 'layerSteps',
  explanation: STEP_EXPLANATIONS.successiveCosine,
  chart: {
    title: msg('Successive cosine'),
    symbol: 'cos',
    unit: msg('of two steps'),
    logarithmic: false,
    range: { min: -1, max: 1 },
    guides: [{ value: 0, label: msg('orthogonal') }],
  },
  compute: ({ gradientDotPrevious, gradientNorm: norm, previousGradientNorm }) =>
    cosine(gradientDotPrevious, norm, previousGradientNorm),
});
