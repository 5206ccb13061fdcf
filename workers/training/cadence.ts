/** At which steps the lab probes and evaluates. Fixed by the settings, so that a replayed run measures at the same steps. */
import type { ResolvedParams } from '../../src/shared/run-params.ts';

/** Early probes: the coherence contrast between true and shuffled labels lies in the first ~50 steps. */
const EARLY_PROBES = new Set([0, 1, 2, 3, 5, 7, 10, 14, 20, 30, 40]);

export function probeDue(interval: number, step: number): boolean {
  return interval > 0 && (step % interval === 0 || EARLY_PROBES.has(step));
}

/** Arithmetic that evaluations may add to a run's. */
const EVALUATION_SHARE = 0.15;
/** A forward pass is a third of a training step's arithmetic. */
const FORWARD_SHARE = 1 / 3;
/** Early evaluations grow apart by this factor. */
const EARLY_FACTOR = 4;
const FIRST_EARLY = 16;

/** Steps between evaluations of `examples` examples: as often as their share of the arithmetic allows, a round number. */
export function evaluationInterval(params: ResolvedParams, examples: number): number {
  const cost = (FORWARD_SHARE * examples) / params.batch;
  const least = Math.max(1, cost / EVALUATION_SHARE);
  const unit = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((multiple) => multiple * unit >= least) ?? 10;
  return Math.round(factor * unit);
}

/** At the start, then at 16, 64, 256, … until the interval takes over. The end of a run is evaluated besides. */
export function evaluationDue(interval: number, step: number): boolean {
  if (step % interval === 0) return true;
  for (let early = FIRST_EARLY; early < interval; early *= EARLY_FACTOR) if (step === early) return true;
  return false;
}
