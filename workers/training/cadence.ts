/** At which steps the lab probes and evaluates. Fixed by the settings, so that a replayed run measures at the same steps. */
/** Early probes: the coherence contrast between true and shuffled labels lies in the first ~50 steps. */
const EARLY_PROBES = new Set([0, 1, 2, 3, 5, 7, 10, 14, 20, 30, 40]);

export function probeDue(interval: number, step: number): boolean {
  return interval > 0 && (step % interval === 0 || EARLY_PROBES.has(step));
}

/** Arithmetic that evaluations may add to a run's, about. */
const EVALUATION_SHARE = 0.2;
/** A forward pass is a third of a training step's arithmetic. */
const FORWARD_SHARE = 1 / 3;
const FIRST_EARLY = 10;

/** When a run is evaluated. */
export interface EvaluationPlan {
  /** At every multiple of it. */
  readonly interval: number;
  /** And at these steps before the first of them. */
  readonly early: readonly number[];
}

/** Training steps of `batch` examples that take as much arithmetic as an evaluation of `examples`. */
export const evaluationCost = (batch: number, examples: number): number => (FORWARD_SHARE * examples) / batch;

/**
 * Evaluations of `examples` examples as often as their share of the arithmetic allows, at round numbers; before that at
 * 10, 20, 40, …, from where one evaluation costs no more than twice the training so far.
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

/** An evaluation that costs as much as `cost` steps costs no more than twice the training of `step` steps. */
export const worthIt = (cost: number, step: number): boolean => step >= cost / 2;

/** The end of a run is evaluated besides. */
export function evaluationDue({ interval, early }: EvaluationPlan, step: number): boolean {
  return step % interval === 0 || early.includes(step);
}
