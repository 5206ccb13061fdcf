/**
 * The lab's own WebAssembly module (AssemblyScript): kernels on float32 tensors in tfjs-wasm's memory, by address.
 * Keeps no data of its own: no strings, arrays or tables, which would fall on tfjs's. Numbers are the same from run to
 * run and for any number of threads: every sum has one fixed order.
 */
export { setControl } from './job.as';
export { help } from './jobs.as';
export { product, productOfTransposed } from './dense.as';
export { convolution, convolutionInputGradient } from './convolve.as';
export { addAll, convolutionKernelGradient, convolutionKernelGradients } from './kernel-gradient.as';
export { tiledConvolution, tiledKernelGradient } from './tiled-convolve.as';
export {
  averagePool,
  averagePoolGradient,
  batchNormGradient,
  channelMoments,
  columnSums,
  maxPool,
  maxPoolGradient,
  normalize,
  relu,
  reluGradient,
} from './training.as';
export { measuredUpdate, plainUpdate, setScalar, setSlot } from './optimize.as';
export { copy, movingAverage, spread } from './elementwise.as';
export { copyColumns, sum } from './channels.as';
export { channelSquaredNorms, columnSumsOfEach, innerProduct, squaredDistance, unitRows } from './sums.as';
export { crossEntropy, crossEntropyValues } from './loss.as';
export { activate, activationGradient, dropout, localResponse, localResponseGradient } from './unparameterized.as';
