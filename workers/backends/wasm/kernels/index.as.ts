/**
 * The lab's own WebAssembly module (AssemblyScript): kernels on float32 tensors in tfjs-wasm's memory, by address.
 * Keeps no data of its own: no strings, arrays or tables, which would fall on tfjs's. Numbers are the same from run to
 * run: every sum has one fixed order.
 */
export { product, productOfTransposed } from './product.as';
export { convolution, convolutionInputGradient, convolutionKernelGradient } from './convolution.as';
export { accumulate, copy, relu, reluGradient, spread } from './elementwise.as';
export {
  channelSquaredNorms,
  columnSums,
  columnSumsOfEach,
  innerProduct,
  rowSquaredNorms,
  squaredDistance,
} from './sums.as';
export { batchNormGradient, channelMoments, normalize } from './batch-norm.as';
export { maxPool, maxPoolGradient } from './pooling.as';
export { crossEntropy, crossEntropyValues } from './loss.as';
export { momentumUpdate } from './update.as';
