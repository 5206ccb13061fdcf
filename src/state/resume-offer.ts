/** The page's offer to resume a run. */
import { canPass } from '../shared/protocol/failure-kinds.ts';
import type { ResolvedParams } from '../shared/run/run-params.ts';
import type { SavedRun } from './saved-run.ts';

export interface ResumeOffer {
  /**
   * interrupted: saved by a page that ended; elsewhere: open in another tab; failed: this page's run, stopped by a
   * failure that may pass; not-finite: this page's run, which can go back and train at a lower rate; troubled: this
   * page's run, dead or diverging, which can restart at the learning rate of `params`; left: reset, which can be undone.
   */
  readonly kind: 'interrupted' | 'elsewhere' | 'failed' | 'not-finite' | 'troubled' | 'left';
  readonly step: number;
  readonly until: number;
  readonly params: ResolvedParams;
  /** When it was last saved, ms since 1970; null for this page's run. */
  readonly keptAt: number | null;
  /** The step from which an interrupted run resumes. */
  readonly from?: number;
  /** The id of a run that was left. */
  readonly run?: string;
}

/** Whether a saved run was interrupted and can resume. */
export function isUnfinished({ closed, state, failure, deletedAt = null }: SavedRun): boolean {
  if (closed || deletedAt !== null || state === 'idle' || state === 'done') return false;
  return state !== 'failed' || (failure !== null && canPass(failure.kind));
}
