/**
 * The facts about a run that page and trainer exchange and files keep: environment, network, data, windows, failure. Each is
 * a schema, which bounds sizes, and the type that it infers. In messages NaN is "not defined"; files write null.
 */
import * as v from 'valibot';
import { BACKENDS, MAX_STEPS } from './run-params.ts';

/** Training can continue past its planned steps. */
const LAST_STEP = 100 * MAX_STEPS;
export const MAX_LAYERS = 1000;
const MAX_CHANNELS = 65_536;
const MAX_TEXT = 10_000;
export const MAX_ROWS = 2 * MAX_STEPS;

/** T with every array and object in it readonly. */
export type Deep<T> = T extends ArrayBufferView
  ? T
  : T extends readonly unknown[] | object
    ? { readonly [K in keyof T]: Deep<T[K]> }
    : T;

export const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
export const step = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LAST_STEP));
export const digest = v.pipe(v.string(), v.regex(/^[\da-f]{64}$/));
export const notes = v.exactOptional(v.pipe(v.array(text), v.maxLength(100)));
const anyNumber = v.custom<number>((value) => typeof value === 'number', 'not a number');

export const environmentSchema = v.object({
  backend: v.picklist(BACKENDS),
  /** The adapter's or renderer's own name; for wasm and cpu how it runs. */
  adapter: text,
  /** A software adapter replaces a GPU. */
  software: v.boolean(),
  /** Sentences: why this backend was chosen, and why others were not. */
  reasons: v.pipe(v.array(text), v.maxLength(100)),
  /** Version of the lab's own kernels on wasm; absent in runs of release 0.1.0 (version 1) and on other backends. */
  kernels: v.exactOptional(count),
});
/** What computes a run. */
export type Environment = Deep<v.InferOutput<typeof environmentSchema>>;

export const layerSchema = v.object({
  name: text,
  /** The kernel's shape: [in, out] or [height, width, in, out]. */
  shape: v.pipe(v.array(count), v.maxLength(8)),
  /** The kernel's number of elements. */
  parameters: count,
});
/** One layer with a kernel, in order from the input. */
export type LayerInfo = Deep<v.InferOutput<typeof layerSchema>>;

export const networkSchema = v.object({
  layers: v.pipe(v.array(layerSchema), v.maxLength(MAX_LAYERS)),
  /** Kernels and one bias (or BatchNorm offset) per filter: the count that papers print. */
  parameters: count,
  /** The same with BatchNorm's trainable scales. */
  trainable: count,
});
export type NetworkInfo = Deep<v.InferOutput<typeof networkSchema>>;

const tensorSchema = v.object({
  /** As `conv1/kernel`. */
  name: text,
  shape: v.pipe(v.array(count), v.maxLength(8)),
  /** As many as the shape has places, the last axis fastest. */
  values: v.custom<Float32Array<ArrayBuffer>>((value) => value instanceof Float32Array),
});
export const tensorsSchema = v.pipe(v.array(tensorSchema), v.maxLength(6 * MAX_LAYERS));
export type NamedTensor = Deep<v.InferOutput<typeof tensorSchema>>;

/** Of each variant. */
export const fractions = v.pipe(v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(1))), v.maxLength(2));

/** Entries of an object that says what is known of the observed labels of each variant. */
export const labelFacts = {
  /** Label corruption q, [0, 1]: the fraction of training examples whose observed label is not the true one. */
  corruption: v.pipe(fractions, v.minLength(1)),
  /** Entropy of the labels' marginal in nats, the loss floor of a constant predictor; NaN where it is not known. */
  labelEntropy: v.pipe(v.array(anyNumber), v.minLength(1), v.maxLength(2)),
};
export type LabelFacts = Deep<{ [K in keyof typeof labelFacts]: v.InferOutput<(typeof labelFacts)[K]> }>;

/** Which images these are, where the data set's name does not say: SHA-256 of classes, labels and pixels. */
export const sourceSchema = v.object({ name: text, digest, notes });

export const dataSchema = v.pipe(
  v.object({
    classNames: v.pipe(v.array(text), v.maxLength(MAX_LAYERS)),
    trainExamples: count,
    testExamples: count,
    corruption: labelFacts.corruption,
    // Records of earlier releases have one number, of the last variant.
    labelEntropy: v.union([labelFacts.labelEntropy, anyNumber]),
    source: v.exactOptional(sourceSchema),
  }),
  v.transform(({ labelEntropy: kept, ...data }) => ({
    ...data,
    labelEntropy:
      typeof kept === 'number' ? data.corruption.map((_, i, all) => (i === all.length - 1 ? kept : NaN)) : kept,
  })),
);
/** A run's data, with its labels as they are now. */
export type DataInfo = Deep<v.InferOutput<typeof dataSchema>>;

/** Entries of a window's row; `number` says which numbers are allowed. */
export function windowEntries<N extends v.GenericSchema<number>>(number: N) {
  const orNull = v.nullable(number);
  return {
    start: step,
    stop: step,
    segments: count,
    layer: text,
    tpm: orNull,
    weightNormStart: orNull,
    weightNormStop: orNull,
    decayAlignment: orNull,
    /** `tpm` is this, ‖w_n − w_0‖, divided by the sum of the segments' lengths. Earlier releases kept neither. */
    displacement: v.exactOptional(orNull),
    segmentLengths: v.exactOptional(v.pipe(v.array(number), v.maxLength(MAX_ROWS))),
    /** TPM of each output channel. */
    kernelTpm: v.pipe(v.array(orNull), v.maxLength(MAX_CHANNELS)),
    segmentCosine: orNull,
    decayShare: orNull,
  };
}
export const windowRowSchema = v.object(windowEntries(anyNumber));
/** One window of one layer, as far as it is measured; null is not defined or not reached. */
export type WindowRow = Deep<v.InferOutput<typeof windowRowSchema>>;

const FAILURE_KINDS = [
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

export const failureSchema = v.object({
  kind: v.picklist(FAILURE_KINDS),
  /** Sentences for the reader of the page: the three parts, one after the other. */
  message: text,
  /** Absent in older files. */
  what: v.exactOptional(text),
  kept: v.exactOptional(text),
  remedy: v.exactOptional(text),
  step: v.nullable(step),
  layer: v.nullable(text),
});
/** Why a run stopped: what happened, what was kept, what to do. */
export type Failure = Deep<v.InferOutput<typeof failureSchema>>;
