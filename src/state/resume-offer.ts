/** A run that could go on, as the page offers it. */
import { canPass } from '../shared/protocol/failure-kinds.ts';
import type { ResolvedParams } from '../shared/run/run-params.ts';
import type { SavedRun } from './saved-run.ts';

export interface ResumeOffer {
  /**
   * interrupted: kept from a page that ended; elsewhere: another tab has it; failed: this page's own, stopped by something
   * that can pass; not-finite: this page's own, which can go back and train more slowly; troubled: this page's own, dead or
   * diverging, which can start over at the learning rate of `params`.
   */
  readonly kind: 'interrupted' | 'elsewhere' | 'failed' | 'not-finite' | 'troubled';
  readonly step: number;
  readonly until: number;
  readonly params: ResolvedParams;
  /** When it was last kept, ms since 1970; null for this page's own. */
  readonly keptAt: number | null;
  /** The step that an interrupted run resumes from. */
  readonly from?: number;
}

/** Whether a kept run was cut short and can go on. */
export function isUnfinished({ closed, state, failure, deletedAt = null }: SavedRun): boolean {
  if (closed || deletedAt !== null || state === 'idle' || state === 'done') return false;
  return state !== 'failed' || (failure !== null && canPass(failure.kind));
}
