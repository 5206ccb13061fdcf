/** The facts about a run that page and trainer exchange and files keep: environment, network, data, windows, failure. */
import type { DataSource } from '../data-sets/own-data.ts';
import type { Backend } from './run-params.ts';

/** What computes a run. */
export interface Environment {
  readonly backend: Backend;
  /** The adapter's or renderer's own name; for wasm and cpu how it runs. */
  readonly adapter: string;
  /** A software adapter stands in for a GPU. */
  readonly software: boolean;
  /** Sentences: why this backend, and which others were passed over for what reason. */
  readonly reasons: readonly string[];
  /** Version of the lab's own kernels on wasm; absent in runs of release 0.1.0 (version 1) and on other backends. */
  readonly kernels?: number;
}

/** One layer with a kernel, in order from the input. */
export interface LayerInfo {
  readonly name: string;
  /** The kernel's shape: [in, out] or [height, width, in, out]. */
  readonly shape: readonly number[];
  /** The kernel's number of elements. */
  readonly parameters: number;
}

/** A tensor of numbers with its name, as `conv1/kernel`. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** As many as the shape has places, the last axis fastest. */
  readonly values: Float32Array<ArrayBuffer>;
}

export interface NetworkInfo {
  readonly layers: readonly LayerInfo[];
  /** Kernels and one bias (or BatchNorm offset) a filter: the count that papers print. */
  readonly parameters: number;
  /** The same with BatchNorm's trainable scales. */
  readonly trainable: number;
}

/** What is known of the observed labels of each variant. */
export interface LabelFacts {
  /** Label corruption q, [0, 1]: the fraction of training examples whose observed label is not the true one. */
  readonly corruption: readonly number[];
  /** Entropy of the labels' marginal in nats, the loss floor of a constant predictor; NaN where it is not known. */
  readonly labelEntropy: readonly number[];
}

/** A run's data, its labels as they are now. */
export interface DataInfo extends LabelFacts {
  readonly classNames: readonly string[];
  readonly trainExamples: number;
  readonly testExamples: number;
  /** Which images these are, where the data set's name does not say. */
  readonly source?: DataSource;
}

/** One window of one layer, as far as it is measured; null is not defined or not reached. */
export interface WindowRow {
  readonly start: number;
  readonly stop: number;
  readonly segments: number;
  readonly layer: string;
  readonly tpm: number | null;
  /** What `tpm` is the quotient of: ‖w_n − w_0‖, and the lengths of the segments so far. Earlier releases kept neither. */
  readonly displacement?: number | null;
  readonly segmentLengths?: readonly number[];
  /** TPM of each output channel. */
  readonly kernelTpm: readonly (number | null)[];
  readonly segmentCosine: number | null;
  readonly decayAlignment: number | null;
  readonly decayShare: number | null;
  readonly weightNormStart: number | null;
  readonly weightNormStop: number | null;
}

export const FAILURE_KINDS = [
  'data',
  'backend',
  'device-lost',
  'out-of-memory',
  'not-finite',
  'worker',
  'storage',
  'internal',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** Why a run stopped: what happened, what was kept, what to do. */
export interface Failure {
  readonly kind: FailureKind;
  /** Sentences for the reader of the page. */
  readonly message: string;
  readonly step: number | null;
  readonly layer: string | null;
}
