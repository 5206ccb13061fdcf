/** The steps at which the lab probes and evaluates. They follow from the settings, so that a replayed run measures at the same steps. */
/** Early probes: the coherence contrast between true and shuffled labels is in the first ~50 steps. */
const EARLY_PROBES = new Set([0, 1, 2, 3, 5, 7, 10, 14, 20, 30, 40]);

export function probeDue(interval: number, step: number): boolean {
  return interval > 0 && (step % interval === 0 || EARLY_PROBES.has(step));
}

/** Arithmetic that evaluations may add to a run, as a fraction, about. */
const EVALUATION_SHARE = 0.2;
/** A forward pass is a third of a training step's arithmetic. */
const FORWARD_SHARE = 1 / 3;
const FIRST_EARLY = 10;

/** The steps at which a run is evaluated. */
export interface EvaluationPlan {
  /** At every multiple of `every`. */
  readonly interval: number;
  /** And at these earlier steps. */
  readonly early: readonly number[];
}

/** How many training steps of `batch` examples take as much arithmetic as one evaluation of `examples`. */
export const evaluationCost = (batch: number, examples: number): number => (FORWARD_SHARE * examples) / batch;

/**
 * Evaluates `examples` examples as often as their share of the arithmetic allows, at round numbers. Before the first of
 * those it evaluates at 10, 20, 40, …, as soon as one evaluation costs at most twice the training so far.
 */
export function evaluationPlan(batch: number, examples: number): EvaluationPlan {
  const cost = evaluationCost(batch, examples);
  const least = Math.max(1, cost / EVALUATION_SHARE);
  const unit = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((multiple) => multiple * unit >= least) ?? 10;
  const interval = Math.round(factor * unit);
  const early: number[] = [];
  for (let step = FIRST_EARLY; step < interval; step *= 2) if (worthIt(cost, step)) early.push(step);
  return { interval, early };
}

/** Whether an evaluation that costs `cost` steps costs at most twice the training of `step` steps. */
export const worthIt = (cost: number, step: number): boolean => step >= cost / 2;

/** The end of a run is always evaluated. */
export function evaluationDue({ interval, early }: EvaluationPlan, step: number): boolean {
  return step % interval === 0 || early.includes(step);
}
