/** The exports of the compiled kernels; `kernels/` documents the arguments. All are numbers. */
type Run = (...numbers: number[]) => void;

const NAMES = [
  'activate',
  'activationGradient',
  'addAll',
  'averagePool',
  'averagePoolGradient',
  'batchNormGradient',
  'channelMoments',
  'channelSquaredNorms',
  'columnSums',
  'columnSumsOfEach',
  'convolution',
  'convolutionInputGradient',
  'convolutionKernelGradient',
  'convolutionKernelGradients',
  'copy',
  'copyColumns',
  'crossEntropy',
  'crossEntropyValues',
  'dropout',
  'help',
  'innerProduct',
  'localResponse',
  'localResponseGradient',
  'maxPool',
  'maxPoolGradient',
  'measuredUpdate',
  'movingAverage',
  'normalize',
  'plainUpdate',
  'product',
  'productOfTransposed',
  'relu',
  'reluGradient',
  'setControl',
  'setScalar',
  'setSlot',
  'spread',
  'squaredDistance',
  'sum',
  'tiledConvolution',
  'tiledKernelGradient',
  'unitRows',
] as const;

export type KernelExports = Readonly<Record<(typeof NAMES)[number], Run>>;

/** Whether a compiled module exports every kernel. */
export function areKernels(exported: object): exported is KernelExports {
  return NAMES.every((name) => typeof Reflect.get(exported, name) === 'function');
}
