/** The schedules of the learning rate, in the order of the page's list. To add one, add its file and one line here. */
import { constant } from './constant.ts';
import { cosine } from './cosine.ts';
import type { RateSchedule } from './rate-schedule.ts';
import { step } from './step.ts';

export const RATE_SCHEDULES = [constant, step, cosine] as const satisfies readonly RateSchedule[];

interface Planned {
  readonly schedule: string;
  readonly steps: number;
  readonly warmup: number;
}

/**
 * The factor on the learning rate for the update after `at` completed ones. Warmup raises it linearly to 1. Past the
 * planned steps it keeps its last value. Throws for an unknown schedule.
 */
export function rateFactor({ schedule, steps, warmup }: Planned, at: number): number {
  const found = RATE_SCHEDULES.find(({ name }) => name === schedule);
  if (!found) throw new Error(`no schedule ${schedule}`);
  const rising = at < warmup ? (at + 1) / warmup : 1;
  return rising * found.factor(Math.min(at, steps - 1), steps, warmup);
}
