/**
 * The definition of an optimizer: named slots per parameter, scalars per update, and the arithmetic of one element. The
 * arithmetic is written once. It runs on tensors, and is printed as WGSL and AssemblyScript for the compiled kernels.
 */

/** The arithmetic operations of one backend; `T` is a tensor, a number or the text of an expression. */
export interface Arithmetic<T> {
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;
  squareRoot(a: T): T;
}

/** One element of a parameter in one update. */
export interface Element<T, Slot extends string, Scalar extends string> {
  /** w, before the update. */
  readonly weight: T;
  /** g of the minibatch loss, without weight decay. */
  readonly gradient: T;
  readonly slots: Readonly<Record<Slot, T>>;
  readonly scalars: Readonly<Record<Scalar, T>>;
  /** λ; undefined for a parameter without decay. */
  readonly decay: T | undefined;
}

/** The settings in force at an update. */
export interface Rates {
  /** Step size α, with every schedule applied. */
  readonly lr: number;
  /** μ of momentum; β₁ of Adam. */
  readonly momentum: number;
  /** λ */
  readonly decay: number;
  /** β₂ of Adam. */
  readonly beta2: number;
  /** ε of Adam. */
  readonly eps: number;
}

interface Definition<Name extends string, Slot extends string, Scalar extends string> {
  /** Name in addresses, run files and checkpoints. */
  readonly name: Name;
  /** The update as plain text, for the table of keys. */
  readonly formula: string;
  /** α that suits most networks; suggested where the α of a run fails. */
  readonly usualRate: number;
  /** Whether λw is added to the gradient (coupled) or subtracted from the weights (decoupled). */
  readonly decay: 'coupled' | 'decoupled';
  /** State of each parameter, in its shape; initially 0. The names must be identifiers in every backend language. */
  readonly slots: readonly Slot[];
  /**
   * Numbers of one update, equal for all elements, computed in float64. They may change at every update.
   * @param update its number, from 1
   */
  scalars(rates: Rates, update: number): Readonly<Record<Scalar, number>>;
  /** The slots after the update. */
  nextSlots<T>(math: Arithmetic<T>, element: Element<T, Slot, Scalar>): Readonly<Record<Slot, T>>;
  /** Δ in w ← w − Δ; `element` has its next slots. */
  change<T>(math: Arithmetic<T>, element: Element<T, Slot, Scalar>): T;
}

/** An optimizer with any slots and scalars. */
export type Optimizer = Definition<string, string, string>;

/** Checks that an optimizer uses only its own slots and scalars. */
export const defineOptimizer = <const Name extends string, Slot extends string, Scalar extends string>(
  optimizer: Definition<Name, Slot, Scalar>,
): Definition<Name, Slot, Scalar> => optimizer;

/** The gradient with coupled decay: g + λw. */
export function decayed<T>(
  math: Arithmetic<T>,
  { weight, gradient, decay }: Pick<Element<T, never, never>, 'weight' | 'gradient' | 'decay'>,
): T {
  return decay === undefined ? gradient : math.add(gradient, math.multiply(decay, weight));
}

const ANY: Rates = { lr: 1, momentum: 0, decay: 0, beta2: 0, eps: 1 };

/** Names of an optimizer's scalars, in the argument order of the kernels. */
export const scalarNames = (optimizer: Optimizer): readonly string[] => Object.keys(optimizer.scalars(ANY, 1));
