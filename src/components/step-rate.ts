/** The speed of a run, from its own clock. */
import type { Table } from '../state/series.ts';

/** Seconds of training over which the speed is averaged. */
const SPAN = 5;

/** Steps per second over the latest five seconds of training; undefined before there are two rows. */
export function stepRate(steps: Table<'steps'>): number | undefined {
  const last = steps.length - 1;
  if (last < 1) return undefined;
  const seconds = steps.column('seconds');
  const end = seconds[last] ?? NaN;
  let first = 0;
  let beyond = last;
  while (first < beyond) {
    const middle = (first + beyond) >> 1;
    if ((seconds[middle] ?? NaN) < end - SPAN) first = middle + 1;
    else beyond = middle;
  }
  if (first === last) first = last - 1;
  const count = steps.column('step');
  const rate = ((count[last] ?? NaN) - (count[first] ?? NaN)) / (end - (seconds[first] ?? NaN));
  return Number.isFinite(rate) && rate > 0 ? rate : undefined;
}
