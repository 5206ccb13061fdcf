/** The compute programs, assembled from their WGSL files. */
import accumulate from './programs/accumulate.wgsl?raw';
import addColumns from './programs/add-columns.wgsl?raw';
import addChunks from './programs/add-chunks.wgsl?raw';
import averagePool from './programs/average-pool.wgsl?raw';
import averagePoolGradient from './programs/average-pool-gradient.wgsl?raw';
import blocked from './programs/blocked.wgsl?raw';
import columnSums from './programs/column-sums.wgsl?raw';
import convolution from './programs/convolution.wgsl?raw';
import convolutionBlocked from './programs/convolution-blocked.wgsl?raw';
import convolutionDirect from './programs/convolution-direct.wgsl?raw';
import convolutionSizes from './programs/convolution-sizes.wgsl?raw';
import convolutionTiled from './programs/convolution-tiled.wgsl?raw';
import convolutionWindows from './programs/convolution-windows.wgsl?raw';
import copy from './programs/copy.wgsl?raw';
import crossEntropy from './programs/cross-entropy.wgsl?raw';
import crossEntropyValues from './programs/cross-entropy-values.wgsl?raw';
import dot from './programs/dot.wgsl?raw';
import dropout from './programs/dropout.wgsl?raw';
import eachElement from './programs/each-element.wgsl?raw';
import elements from './programs/elements.wgsl?raw';
import gather from './programs/gather.wgsl?raw';
import gatherBatch from './programs/gather-batch.wgsl?raw';
import gatherSquares from './programs/gather-squares.wgsl?raw';
import gelu from './programs/gelu.wgsl?raw';
import geluGradient from './programs/gelu-gradient.wgsl?raw';
import gradientFactors from './programs/gradient-factors.wgsl?raw';
import inputGradient from './programs/input-gradient.wgsl?raw';
import inputGradientBlocked from './programs/input-gradient-blocked.wgsl?raw';
import inputGradientTiled from './programs/input-gradient-tiled.wgsl?raw';
import kernelGradient from './programs/kernel-gradient.wgsl?raw';
import kernelGradientBlocked from './programs/kernel-gradient-blocked.wgsl?raw';
import kernelGradientTiled from './programs/kernel-gradient-tiled.wgsl?raw';
import localResponse from './programs/local-response.wgsl?raw';
import localResponseGradient from './programs/local-response-gradient.wgsl?raw';
import localResponseRatios from './programs/local-response-ratios.wgsl?raw';
import localResponseSums from './programs/local-response-sums.wgsl?raw';
import maxPool from './programs/max-pool.wgsl?raw';
import maxPoolGradient from './programs/max-pool-gradient.wgsl?raw';
import maxPoolGradientApart from './programs/max-pool-gradient-apart.wgsl?raw';
import mergeMoments from './programs/merge-moments.wgsl?raw';
import movingAverages from './programs/moving-averages.wgsl?raw';
import normalize from './programs/normalize.wgsl?raw';
import normalizeGradient from './programs/normalize-gradient.wgsl?raw';
import poolAverage from './programs/pool-average.wgsl?raw';
import poolAverageGradient from './programs/pool-average-gradient.wgsl?raw';
import poolSizes from './programs/pool-sizes.wgsl?raw';
import reluGradient from './programs/relu-gradient.wgsl?raw';
import smooth from './programs/smooth.wgsl?raw';
import softmax from './programs/softmax.wgsl?raw';
import stepRow from './programs/step-row.wgsl?raw';
import sumOfGroup from './programs/sum-of-group.wgsl?raw';
import tanh from './programs/tanh.wgsl?raw';
import tanhGradient from './programs/tanh-gradient.wgsl?raw';
import tiled from './programs/tiled.wgsl?raw';
import unitRows from './programs/unit-rows.wgsl?raw';
import type { Program } from './kernel-encoder.ts';

const program = (name: string, ...parts: readonly string[]): Program => ({
  name: `lab ${name}`,
  code: parts.join('\n'),
});

const forEach = (name: string, ...element: readonly string[]): Program =>
  program(name, ...element, elements, eachElement);

const byEights = (name: string, ...parts: readonly string[]): Program =>
  program(`${name} register-blocked`, convolutionSizes, ...parts, blocked);

const byTiles = (name: string, ...parts: readonly string[]): Program =>
  program(`${name} tiled`, convolutionSizes, ...parts, tiled);

export const PROGRAMS = {
  accumulate: forEach('accumulate', accumulate),
  addColumns: program('add columns', addColumns),
  addChunks: forEach('add chunks', addChunks),
  averagePool: program('average pool', poolSizes, averagePool),
  averagePoolGradient: program('average pool gradient', poolSizes, averagePoolGradient),
  columnSums: program('column sums', columnSums),
  convolutionByEights: byEights('convolution', convolution, convolutionBlocked),
  convolutionByTiles: byTiles('convolution', convolutionWindows, convolution, convolutionTiled),
  convolutionDirect: program('direct convolution', convolutionSizes, convolutionDirect),
  copy: forEach('copy', copy),
  crossEntropy: program('cross-entropy', crossEntropy, softmax, sumOfGroup),
  crossEntropyValues: program('cross-entropy values', crossEntropyValues, softmax),
  dot: program('dot', dot, elements, sumOfGroup),
  dropout: forEach('dropout', dropout),
  gather: program('gather', gather, sumOfGroup),
  gatherBatch: program('gather batch', gatherBatch, elements),
  gatherSquares: program('gather squares', gatherSquares, elements),
  gelu: forEach('GELU', smooth, gelu),
  geluGradient: forEach('GELU gradient', smooth, geluGradient),
  gradientFactors: program('gradient factors', gradientFactors),
  inputGradientByEights: byEights('input gradient', inputGradient, inputGradientBlocked),
  inputGradientByTiles: byTiles('input gradient', inputGradient, inputGradientTiled),
  kernelGradientByEights: byEights('kernel gradient', kernelGradient, kernelGradientBlocked),
  kernelGradientByTiles: byTiles('kernel gradient', convolutionWindows, kernelGradient, kernelGradientTiled),
  localResponse: forEach('local response', localResponseSums, localResponse),
  localResponseGradient: forEach('local response gradient', localResponseSums, localResponseGradient),
  localResponseRatios: forEach('local response ratios', localResponseSums, localResponseRatios),
  maxPool: program('max-pool', poolSizes, maxPool),
  maxPoolGradient: program('max-pool gradient', poolSizes, maxPoolGradient),
  maxPoolGradientApart: program('max-pool gradient of windows apart', poolSizes, maxPoolGradientApart),
  mergeMoments: program('merge moments', mergeMoments),
  movingAverages: forEach('moving averages', movingAverages),
  normalize: forEach('normalize', normalize),
  normalizeGradient: forEach('normalize gradient', normalizeGradient),
  poolAverage: program('pool average', poolAverage),
  poolAverageGradient: forEach('pool average gradient', poolAverageGradient),
  reluGradient: forEach('ReLU gradient', reluGradient),
  stepRow: program('step row', stepRow, sumOfGroup),
  tanh: forEach('tanh', smooth, tanh),
  tanhGradient: forEach('tanh gradient', smooth, tanhGradient),
  unitRows: program('unit rows', unitRows, sumOfGroup),
} as const;
