/** What the definition of an observable consists of, and the facts that each family of observables is computed from. */
import type { Explanation } from '../explanations/explanation.ts';
import type { Memorization } from './memorization.ts';

/** Predictions on the evaluated examples of one set; the arrays have one length. */
interface Predicted {
  /** The class of the largest output. */
  readonly classes: ArrayLike<number>;
  /** Cross-entropy against the observed label, nats. */
  readonly losses: Float32Array;
  readonly observed: ArrayLike<number>;
  readonly truth: ArrayLike<number>;
}

/** What the trainer knows when it writes a row of a family's table. NaN where it is not defined. */
export interface Facts {
  /** A training step: its minibatch's mean cross-entropy (nats) and accuracy; seconds of training so far. */
  readonly steps: { readonly loss: number; readonly accuracy: number; readonly seconds: number };
  /** A training step and one layer's kernel w: g is the minibatch gradient without weight decay, Δw the update. */
  readonly layerSteps: {
    readonly gradientNorm: number;
    /** NaN at the first step. */
    readonly previousGradientNorm: number;
    /** Inner product of this step's and the previous step's gradient. */
    readonly gradientDotPrevious: number;
    /** Before the update. */
    readonly weightNorm: number;
    readonly updateNorm: number;
  };
  /** A probe of one layer: C_m over m gradients, with the estimates of signal Ĝ² and noise Ŝ. */
  readonly probes: {
    readonly m: number;
    readonly coherence: number;
    readonly signal: number;
    readonly noise: number;
  };
  /** A probe of a layer in which each example's gradient is known: mean cosines of pairs. */
  readonly stiffness: { readonly within: number; readonly between: number };
  /** An evaluation. */
  readonly evaluations: {
    readonly train: Predicted;
    readonly test: Predicted;
    readonly memorization: Memorization;
  };
  /** A snapshot of one layer: TPM over its latest segments. */
  readonly paths: { readonly tpm: number };
}

export type ObservableFamily = keyof Facts;

/** How the Layers panel charts a quantity of single layers. */
export interface LayerChart {
  readonly title: string;
  /** Head of a column. */
  readonly symbol: string;
  /** Unit or condition, beside the title. */
  readonly unit: string;
  readonly logarithmic: boolean;
  /** Fixed ends of the value axis. */
  readonly range?: { readonly min: number; readonly max: number };
  readonly guides?: readonly { readonly value: number; readonly label: string }[];
}

export interface Observable<F extends ObservableFamily = ObservableFamily, K extends string = string> {
  /** Name of the column in tables, run files, CSV and TensorBoard. */
  readonly key: K;
  readonly family: F;
  /** Absent for columns that only count or time. */
  readonly explanation?: Explanation;
  /** Run files may lack the column, as those of earlier releases do; it is not defined there. */
  readonly optional?: boolean;
  /** Compares with the observed labels: after a change of labels it is another quantity, so its line has a gap there. */
  readonly onObservedLabels?: boolean;
  /** Of a family with a row for each layer: how the Layers panel shows it. */
  readonly chart?: LayerChart;
  /** The column's value; NaN is "not defined". */
  readonly compute: (facts: Facts[F]) => number;
}

/** Checks a definition and keeps its exact type, from which tables and the run file's types are inferred. */
export function defineObservable<const F extends ObservableFamily, const K extends string, const S>(
  definition: Observable<F, K> & S,
): Observable<F, K> & S {
  return definition;
}
