/** Observables of an evaluation. */
import { EVALUATION_EXPLANATIONS } from '../explanations/evaluation.ts';
import { defineObservable } from './define.ts';
import { accuracy } from './memorization.ts';

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export const trainLoss = defineObservable({
  key: 'trainLoss',
  family: 'evaluations',
  optional: true,
  onObservedLabels: true,
  explanation: EVALUATION_EXPLANATIONS.trainLoss,
  compute: ({ train }) => mean(train.losses),
});

export const trainAccuracy = defineObservable({
  key: 'trainAccuracy',
  family: 'evaluations',
  onObservedLabels: true,
  explanation: EVALUATION_EXPLANATIONS.trainAccuracy,
  compute: ({ memorization }) => memorization.trainAccuracy,
});

export const trueLabelAccuracy = defineObservable({
  key: 'trueLabelAccuracy',
  family: 'evaluations',
  explanation: EVALUATION_EXPLANATIONS.trueLabelAccuracy,
  compute: ({ memorization }) => memorization.trueLabelAccuracy,
});

export const corruptedGiven = defineObservable({
  key: 'corruptedGiven',
  family: 'evaluations',
  onObservedLabels: true,
  explanation: EVALUATION_EXPLANATIONS.corruptedGiven,
  compute: ({ memorization }) => memorization.corruptedGiven,
});

export const corruptedTrue = defineObservable({
  key: 'corruptedTrue',
  family: 'evaluations',
  onObservedLabels: true,
  explanation: EVALUATION_EXPLANATIONS.corruptedTrue,
  compute: ({ memorization }) => memorization.corruptedTrue,
});

export const cleanAccuracy = defineObservable({
  key: 'cleanAccuracy',
  family: 'evaluations',
  optional: true,
  onObservedLabels: true,
  explanation: EVALUATION_EXPLANATIONS.cleanAccuracy,
  compute: ({ memorization }) => memorization.cleanAccuracy,
});

export const testAccuracy = defineObservable({
  key: 'testAccuracy',
  family: 'evaluations',
  explanation: EVALUATION_EXPLANATIONS.testAccuracy,
  compute: ({ test }) => accuracy(test.classes, test.truth),
});

export const testLoss = defineObservable({
  key: 'testLoss',
  family: 'evaluations',
  explanation: EVALUATION_EXPLANATIONS.testLoss,
  compute: ({ test }) => mean(test.losses),
});

export const trainExamples = defineObservable({
  key: 'trainExamples',
  family: 'evaluations',
  optional: true,
  compute: ({ train }) => train.classes.length,
});

export const testExamples = defineObservable({
  key: 'testExamples',
  family: 'evaluations',
  optional: true,
  compute: ({ test }) => test.classes.length,
});

export const cleanForgetting = defineObservable({
  key: 'cleanForgetting',
  family: 'evaluations',
  optional: true,
  onObservedLabels: true,
  explanation: EVALUATION_EXPLANATIONS.cleanForgetting,
  compute: ({ forgetting }) => forgetting.clean.events,
});

export const corruptedForgetting = defineObservable({
  key: 'corruptedForgetting',
  family: 'evaluations',
  optional: true,
  onObservedLabels: true,
  explanation: EVALUATION_EXPLANATIONS.corruptedForgetting,
  compute: ({ forgetting }) => forgetting.corrupted.events,
});

export const cleanUnforgettable = defineObservable({
  key: 'cleanUnforgettable',
  family: 'evaluations',
  optional: true,
  onObservedLabels: true,
  explanation: EVALUATION_EXPLANATIONS.cleanUnforgettable,
  compute: ({ forgetting }) => forgetting.clean.unforgettable,
});

export const corruptedUnforgettable = defineObservable({
  key: 'corruptedUnforgettable',
  family: 'evaluations',
  optional: true,
  onObservedLabels: true,
  explanation: EVALUATION_EXPLANATIONS.corruptedUnforgettable,
  compute: ({ forgetting }) => forgetting.corrupted.unforgettable,
});
