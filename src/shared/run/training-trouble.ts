/** Detects training that can't succeed although its numbers are finite: all gradients are 0, or the loss diverges. */
import { optimizerOf } from '../optimizers/index.ts';
import type { RunParams } from './run-params.ts';
import { settingsAt, type ScheduledEvent } from './schedule.ts';

/** Rows that must agree, because one minibatch may be fitted exactly and one step may overshoot. */
const DEAD_ROWS = 5;
const DIVERGING_ROWS = 20;
/** A loss above this multiple of the initial loss counts as diverging. */
const DIVERGED = 10;

/** Columns of a run so far, with a row per step. */
export interface MeasuredSteps {
  readonly step: ArrayLike<number>;
  /** Minibatch loss in nats. */
  readonly loss: ArrayLike<number>;
  /** For each layer. */
  readonly gradientNorms: readonly ArrayLike<number>[];
}

export interface Trouble {
  readonly kind: 'dead' | 'diverging';
  /** The step since which the trouble holds. */
  readonly step: number;
}

/**
 * The trouble at the latest row; undefined if there is none. Dead: every layer's gradient is exactly 0 at a loss above
 * half of ln `classes`, so no later step can change a kernel. Costs O(1) without trouble.
 */
export function troubleOf({ step, loss, gradientNorms }: MeasuredSteps, classes: number): Trouble | undefined {
  const rows = Math.min(step.length, loss.length, ...gradientNorms.map(({ length }) => length));
  const floor = Math.log(classes) / 2;
  const ceiling = DIVERGED * (loss[0] ?? NaN);
  const dead = (row: number): boolean =>
    (loss[row] ?? NaN) > floor && gradientNorms.length > 0 && gradientNorms.every((norms) => norms[row] === 0);
  const since = firstOfTail(rows, dead);
  if (rows - since >= DEAD_ROWS) return { kind: 'dead', step: step[since] ?? NaN };
  const above = firstOfTail(rows, (row) => (loss[row] ?? NaN) > ceiling);
  return rows - above >= DIVERGING_ROWS ? { kind: 'diverging', step: step[above] ?? NaN } : undefined;
}

/** The first row of the longest tail for which `holds`; `rows` if it doesn't hold for the last row. */
function firstOfTail(rows: number, holds: (row: number) => boolean): number {
  let row = rows;
  while (row > 0 && holds(row - 1)) row--;
  return row;
}

/** A learning rate for restarting. */
export interface SlowerRate {
  /** The rate when the trouble began. */
  readonly lr: number;
  readonly usual: number;
  /** The usual rate, the run's first rate if that is lower, or a tenth of a rate that isn't above the usual. */
  readonly suggested: number;
}

export function slowerRate(params: RunParams, events: readonly ScheduledEvent[], step: number): SlowerRate {
  const { lr } = settingsAt(params, events, step);
  const usual = optimizerOf(params.optimizer).usualRate;
  return { lr, usual, suggested: lr > usual ? Math.min(params.lr, usual) : Number((lr / 10).toPrecision(3)) };
}

/** The schedule without the changes that raise the learning rate above `lr`. */
export function withoutFaster(events: readonly ScheduledEvent[], lr: number): readonly ScheduledEvent[] {
  return events.filter(({ key, value }) => key !== 'lr' || value <= lr);
}
