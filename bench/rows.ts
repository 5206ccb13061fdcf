/** From measurements to the rows that are printed and written. */
import type { Task } from './contender.ts';
import type { Measured } from './measure.ts';
import { median, spread } from './numbers.ts';
import type { WorkName } from './work.ts';

export interface Row {
  readonly engine: string;
  readonly backend: string;
  readonly adapter: string;
  readonly model: WorkName;
  readonly batch: number;
  /** Median over rounds. */
  readonly msPerStep: number | null;
  /** Smallest and largest over rounds. */
  readonly spread: readonly [number, number] | null;
  /** JavaScript time of one step on an idle queue; on a synchronous backend the step itself. */
  readonly queueMsPerStep: number | null;
  readonly firstStepMs: number | null;
  /** Whether every loss is within 1e-3 of the reference, relative; null if none was compared. */
  readonly lossAgrees: boolean | null;
  /** Largest relative deviation, over `lossSteps` steps. */
  readonly lossDeviation: number | null;
  readonly lossSteps: number;
  readonly rounds: number;
  readonly threads: number | null;
  readonly loadMs: number | null;
  readonly memoryMB: number | null;
  /** Why a value of the row is missing. */
  readonly failure: string | null;
}

const TOLERANCE = 1e-3;

const finite = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(5)) : null);

/** Largest relative deviation of `losses` from `reference`; null if there is nothing to compare. */
export function deviation(losses: readonly number[], reference: readonly number[] | null): number | null {
  if (!reference || losses.length === 0) return null;
  return losses.slice(0, reference.length).reduce((most, loss, i) => {
    const own = Math.abs(loss - (reference[i] ?? NaN)) / Math.abs(reference[i] ?? NaN);
    // Math.max, unlike a comparison, propagates NaN.
    return Math.max(most, own);
  }, 0);
}

export function rowOf(measured: Measured, { work, batch }: Task, reference: readonly number[] | null): Row {
  const { entrant, contender, losses, firstStepMs, queueMs, rounds, memoryBytes, failure } = measured;
  const { engine, backend, threads } = entrant;
  const strays = deviation(losses, reference);
  const range = spread(rounds);
  return {
    ...{ engine, backend, adapter: contender?.adapter ?? '', model: work, batch },
    msPerStep: finite(median(rounds)),
    spread: range && [finite(range[0]) ?? NaN, finite(range[1]) ?? NaN],
    queueMsPerStep: finite(median(queueMs)),
    firstStepMs: finite(firstStepMs),
    lossAgrees: strays === null ? null : strays <= TOLERANCE,
    lossDeviation: strays === null ? null : finite(strays),
    lossSteps: strays === null ? 0 : Math.min(losses.length, reference?.length ?? 0),
    rounds: rounds.length,
    threads,
    loadMs: finite(contender?.loadMs ?? NaN),
    memoryMB: finite((memoryBytes ?? NaN) / 1e6),
    failure,
  };
}
