/** A sweep's progress in one line: a bar over all runs, and the time left at the current pace. Pure. */
import { duration } from '../progress.ts';

const WIDTH = 30;

export interface SweepMoment {
  readonly total: number;
  /** Runs whose files existed already. */
  readonly kept: number;
  readonly trained: number;
  /** Including both. */
  readonly failed: number;
  /** Since the first run began. */
  readonly seconds: number;
}

export function sweepLine({ total, kept, trained, failed, seconds }: SweepMoment): string {
  const done = kept + trained;
  const full = total === 0 ? 0 : Math.floor((WIDTH * done) / total);
  const left = trained > 0 && done < total ? ` · about ${duration(((total - done) * seconds) / trained)} left` : '';
  const bad = failed > 0 ? ` · ${failed} failed` : '';
  return `[${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}] ${done} of ${total} runs${bad}${left}`;
}
