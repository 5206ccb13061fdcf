/** The fields of an observable's definition, and the facts from which each family of observables is computed. */
import type { Explanation } from '../explanations/explanation.ts';
import type { Forgetting } from './forgetting.ts';
import type { Memorization } from './memorization.ts';

/** Predictions for the evaluated examples of one set; the arrays have equal length. */
interface Predicted {
  /** The class with the largest output. */
  readonly classes: ArrayLike<number>;
  /** Cross-entropy against the observed label, nats. */
  readonly losses: Float32Array;
  readonly observed: ArrayLike<number>;
  readonly truth: ArrayLike<number>;
}

/** What the trainer knows when it writes a row of a family's table. NaN means "not defined". */
export interface Facts {
  /** A training step: mean cross-entropy (nats) and accuracy of its minibatch; seconds of training so far. */
  readonly steps: { readonly loss: number; readonly accuracy: number; readonly seconds: number };
  /** A training step and the kernel w of one layer: g is the minibatch gradient without weight decay, Δw the update. */
  readonly layerSteps: {
    readonly gradientNorm: number;
    /** NaN at the first step. */
    readonly previousGradientNorm: number;
    /** Inner product of the gradients of this step and the previous one. */
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
  /** A probe of a layer with per-example gradients: mean cosines of pairs. */
  readonly stiffness: { readonly within: number; readonly between: number };
  readonly evaluations: {
    readonly train: Predicted;
    readonly test: Predicted;
    readonly memorization: Memorization;
    /** Over all evaluations so far. */
    readonly forgetting: { readonly clean: Forgetting; readonly corrupted: Forgetting };
  };
  /** A snapshot of one layer: TPM over its latest segments. */
  readonly paths: { readonly tpm: number };
}

export type ObservableFamily = keyof Facts;

/** How the Layers panel plots a quantity of single layers. */
export interface LayerChart {
  readonly title: string;
  /** Column heading. */
  readonly symbol: string;
  /** Unit or condition, beside the title. */
  readonly unit: string;
  readonly logarithmic: boolean;
  /** Fixed limits of the value axis. */
  readonly range?: { readonly min: number; readonly max: number };
  readonly guides?: readonly { readonly value: number; readonly label: string }[];
}

export interface Observable<F extends ObservableFamily = ObservableFamily, K extends string = string> {
  /** Column name in tables, run files, CSV and TensorBoard. */
  readonly key: K;
  readonly family: F;
  /** Absent for columns that only count or time. */
  readonly explanation?: Explanation;
  /** Run files may lack the column, as those of earlier releases do. Its values are then not defined. */
  readonly optional?: boolean;
  /**
   * Depends on the observed labels. After a change of labels it is a different quantity, so its line has a gap there.
   */
  readonly onObservedLabels?: boolean;
  /** How the Layers panel shows it; only for families with a row per layer. */
  readonly chart?: LayerChart;
  /** The column's value; NaN means "not defined". */
  readonly compute: (facts: Facts[F]) => number;
}

/** Checks a definition and infers its exact type, from which tables and the run file's types derive. */
export function defineObservable<const F extends ObservableFamily, const K extends string, const S>(
  definition: Observable<F, K> & S,
): Observable<F, K> & S {
  return definition;
}
