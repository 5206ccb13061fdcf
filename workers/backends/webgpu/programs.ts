/** The compute programs, put together from their WGSL files. */
import accumulate from './programs/accumulate.wgsl?raw';
import addColumns from './programs/add-columns.wgsl?raw';
import addStretches from './programs/add-stretches.wgsl?raw';
import columnSums from './programs/column-sums.wgsl?raw';
import copy from './programs/copy.wgsl?raw';
import crossEntropy from './programs/cross-entropy.wgsl?raw';
import crossEntropyValues from './programs/cross-entropy-values.wgsl?raw';
import dot from './programs/dot.wgsl?raw';
import gather from './programs/gather.wgsl?raw';
import gradientFactors from './programs/gradient-factors.wgsl?raw';
import kernelGradient from './programs/kernel-gradient.wgsl?raw';
import mergeMoments from './programs/merge-moments.wgsl?raw';
import normalize from './programs/normalize.wgsl?raw';
import normalizeGradient from './programs/normalize-gradient.wgsl?raw';
import reluGradient from './programs/relu-gradient.wgsl?raw';
import unitRows from './programs/unit-rows.wgsl?raw';
import softmax from './programs/softmax.wgsl?raw';
import sumOfGroup from './programs/sum-of-group.wgsl?raw';
import update from './programs/update.wgsl?raw';
import type { Program } from './recorder.ts';

const program = (name: string, ...parts: readonly string[]): Program => ({
  name: `lab ${name}`,
  code: parts.join('\n'),
});

export const PROGRAMS = {
  accumulate: program('accumulate', accumulate),
  addColumns: program('add columns', addColumns),
  addStretches: program('add stretches', addStretches),
  columnSums: program('column sums', columnSums),
  copy: program('copy', copy),
  crossEntropy: program('cross-entropy', crossEntropy, softmax, sumOfGroup),
  crossEntropyValues: program('cross-entropy values', crossEntropyValues, softmax),
  dot: program('dot', dot, sumOfGroup),
  gather: program('gather', gather, sumOfGroup),
  gradientFactors: program('gradient factors', gradientFactors),
  kernelGradient: program('kernel gradient', kernelGradient),
  mergeMoments: program('merge moments', mergeMoments),
  normalize: program('normalize', normalize),
  normalizeGradient: program('normalize gradient', normalizeGradient),
  reluGradient: program('ReLU gradient', reluGradient),
  unitRows: program('unit rows', unitRows, sumOfGroup),
  update: program('update', update, sumOfGroup),
} as const;
