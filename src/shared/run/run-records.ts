/** Facts about a run that page and trainer exchange and files store: environment, network, data, windows, failure. */
import type { DataSource } from '../data-sets/own-data.ts';
import type { Backend } from './run-params.ts';

/** What computes a run. */
export interface Environment {
  readonly backend: Backend;
  /** Name of the adapter or renderer; for wasm and cpu, how it runs. */
  readonly adapter: string;
  /** A software adapter instead of a GPU. */
  readonly software: boolean;
  /** Sentences: why this backend was chosen, and why others were not. */
  readonly reasons: readonly string[];
  /** Version of the lab's own kernels on wasm. Absent in runs of release 0.1.0 (version 1) and on other backends. */
  readonly kernels?: number;
}

/** A layer with a kernel; layers are ordered from the input. */
export interface LayerInfo {
  readonly name: string;
  /** The kernel's shape: [in, out] or [height, width, in, out]. */
  readonly shape: readonly number[];
  /** Number of elements of the kernel. */
  readonly parameters: number;
}

/** A tensor with its name, such as `conv1/kernel`. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array<ArrayBuffer>;
}

export interface NetworkInfo {
  readonly layers: readonly LayerInfo[];
  /** Kernels and one bias (or BatchNorm offset) per filter, the count that papers report. */
  readonly parameters: number;
  /** The same with BatchNorm's trainable scales. */
  readonly trainable: number;
}

/** Facts about the observed labels of each variant. */
export interface LabelFacts {
  /** Label corruption q, [0, 1]: the fraction of training examples whose observed label isn't the true one. */
  readonly corruption: readonly number[];
  /** Entropy of the marginal of the labels in nats, the loss floor of a constant predictor; NaN if unknown. */
  readonly labelEntropy: readonly number[];
}

/** A run's data with its current labels. */
export interface DataInfo extends LabelFacts {
  readonly classNames: readonly string[];
  readonly trainExamples: number;
  readonly testExamples: number;
  /** Identifies the images where the data set's name isn't enough. */
  readonly source?: DataSource;
}

/** One window of one layer, as far as it is measured; null means "not defined" or "not reached". */
export interface WindowRow {
  readonly start: number;
  readonly stop: number;
  readonly segments: number;
  readonly layer: string;
  readonly tpm: number | null;
  /** `tpm` is the quotient of these: ‖w_n − w_0‖, and the lengths of the segments so far. Absent in earlier releases. */
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
  /** Sentences for the user. */
  readonly message: string;
  readonly step: number | null;
  readonly layer: string | null;
}
