/** Observables of each training step. */
import { STEP_EXPLANATIONS } from '../explanations/step.ts';
import { defineObservable } from './define.ts';

export const loss = defineObservable({
  key: 'loss',
  family: 'steps',
  explanation: STEP_EXPLANATIONS.loss,
  compute: (facts) => facts.loss,
});

export const accuracy = defineObservable({
  key: 'accuracy',
  family: 'steps',
  explanation: STEP_EXPLANATIONS.accuracy,
  compute: (facts) => facts.accuracy,
});

/** Sweep files leave it out, so that equal numbers give equal bytes. */
export const seconds = defineObservable({
  key: 'seconds',
  family: 'steps',
  optional: true,
  compute: (facts) => facts.seconds,
});
