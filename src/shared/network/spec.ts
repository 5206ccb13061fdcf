/**
 * A network as data: its layers from the input to the features. The classifier, a dense layer of logits, is appended.
 */

export const NORMS = ['batch', 'none'] as const;
export type Norm = (typeof NORMS)[number];

export const ACTIVATIONS = ['relu', 'gelu', 'tanh'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

export interface ConvolutionSpec {
  readonly kind: 'conv';
  /** Edge of the square kernel in pixels. */
  readonly edge: number;
  readonly channels: number;
  readonly stride: number;
  /** Name in charts, files and checkpoints; numbered if absent. */
  readonly name?: string;
}

export interface DenseSpec {
  readonly kind: 'dense';
  readonly units: number;
  readonly name?: string;
}

interface PoolSpec {
  /** Maximum or mean of each window, with 'same' padding that the result ignores. */
  readonly kind: 'pool' | 'avgpool';
  readonly size: number;
  readonly stride: number;
}

/** Branches on one input, concatenated along the channels. */
interface ConcatenationSpec {
  readonly kind: 'cat';
  readonly branches: readonly (readonly LayerSpec[])[];
}

/**
 * `body` plus its input. Where their shapes differ, `res` applies a trained 1×1 convolution to the input, and `respad`
 * subsamples it and pads zero channels (He et al. 2016, arXiv 1512.03385, option A).
 */
export interface ResidualSpec {
  readonly kind: 'res' | 'respad';
  readonly body: readonly LayerSpec[];
  readonly name?: string;
}

export type LayerSpec =
  | ConvolutionSpec
  | DenseSpec
  | PoolSpec
  | ConcatenationSpec
  | ResidualSpec
  | { readonly kind: Activation }
  /** Batch normalization, local response normalization, global average pooling, flattening. */
  | { readonly kind: 'bn' | 'lrn' | 'globalavgpool' | 'flatten' }
  /** `rate`: probability that a unit is dropped, [0, 1). */
  | { readonly kind: 'dropout'; readonly rate: number };

export interface NetworkSpec {
  readonly layers: readonly LayerSpec[];
  /** The classifier's name; numbered after the dense layers if absent. */
  readonly classifier?: string;
}

/** A value, or the reason for its absence as a predicate that follows the subject. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** [height, width, channels] of an image, or the length of a vector. */
export type Shape = readonly [number, number, number] | readonly [number];

export const isImage = (shape: Shape): shape is readonly [number, number, number] => shape.length === 3;
export const sizeOfShape = (shape: Shape): number => shape.reduce((size, edge) => size * edge, 1);
/** `28×28×3`, `384`. */
export const shapeText = (shape: Shape): string => shape.join('×');

export function isActivation(kind: LayerSpec['kind']): kind is Activation {
  return (ACTIVATIONS as readonly string[]).includes(kind);
}
