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
 * By what the learning rate is multiplied in the update after `at` completed ones. Warmup raises it in equal parts to the
 * whole. Past the planned steps it stays as at the last of them. Throws for a schedule that is not listed.
 */
export function rateFactor({ schedule, steps, warmup }: Planned, at: number): number {
  const found = RATE_SCHEDULES.find(({ name }) => name === schedule);
  if (!found) throw new Error(`no schedule ${schedule}`);
  const rising = at < warmup ? (at + 1) / warmup : 1;
  return rising * found.factor(Math.min(at, steps - 1), steps, warmup);
}
