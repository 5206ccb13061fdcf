/**
 * Every observable that is a table column, by family, in column order. To add one, define it in a file of this folder
 * and add it at the end of its family with `optional: true`. Tables, messages, run file, CSV, TensorBoard, Layers
 * panel, sweep metrics, glossary and docs derive from the list.
 */
import type { ObservableFamily, Observable } from './define.ts';
import * as evaluation from './evaluation.ts';
import * as layerStep from './layer-step.ts';
import * as path from './path.ts';
import * as probe from './probe.ts';
import * as step from './step.ts';

export const OBSERVABLES = {
  steps: [step.loss, step.accuracy, step.seconds],
  layerSteps: [layerStep.gradientNorm, layerStep.weightNorm, layerStep.updateRatio, layerStep.successiveCosine],
  probes: [probe.m, probe.coherence, probe.signal, probe.noise],
  stiffness: [probe.stiffnessWithin, probe.stiffnessBetween],
  evaluations: [
    evaluation.trainLoss,
    evaluation.trainAccuracy,
    evaluation.trueLabelAccuracy,
    evaluation.corruptedGiven,
    evaluation.corruptedTrue,
    evaluation.cleanAccuracy,
    evaluation.testAccuracy,
    evaluation.testLoss,
    evaluation.trainExamples,
    evaluation.testExamples,
    evaluation.cleanForgetting,
    evaluation.corruptedForgetting,
    evaluation.cleanUnforgettable,
    evaluation.corruptedUnforgettable,
  ],
  paths: [path.tpm],
} as const satisfies { readonly [F in ObservableFamily]: readonly Observable<F>[] };
