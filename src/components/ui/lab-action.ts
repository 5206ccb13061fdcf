/** What a user can ask of the lab: one union, sent up from any component by one event, carried out in one place. */
import type { AnswerOf, AskOf, InspectionName } from '../../shared/inspections/index.ts';
import type { GivenFile } from '../../shared/data-sets/own-data.ts';
import type { PageView } from '../../shared/run/page-view.ts';
import type { RunParams } from '../../shared/run/run-params.ts';
import type { EventKey, ScheduledEvent } from '../../shared/run/schedule.ts';

/** Asks the trainer on demand; rejects with a sentence where it has no answer. */
export type Inspect = <K extends InspectionName>(of: K, given: AskOf<K>) => Promise<AnswerOf<K>>;

export type LabAction =
  /** The one button: train, pause or resume, as the state has it. */
  | { readonly type: 'train' }
  | { readonly type: 'step' }
  /** Hands over the way to ask the trainer. */
  | { readonly type: 'inspect'; readonly use: (inspect: Inspect) => void }
  | { readonly type: 'reset' }
  /** A setting that may change while the run trains. */
  | { readonly type: 'live'; readonly key: EventKey; readonly value: number }
  | { readonly type: 'params'; readonly changes: Partial<RunParams> }
  | { readonly type: 'preset'; readonly name: string | null }
  /** Takes a change out of the schedule. */
  | { readonly type: 'unschedule'; readonly event: ScheduledEvent }
  /** Shows a run that was kept, in place of the present one. */
  | { readonly type: 'open-run'; readonly id: string }
  /** Deletes runs that were kept, which are given back together; the present one is left first. */
  | { readonly type: 'delete-runs'; readonly ids: readonly string[] }
  /** Run files to be kept beside the others. */
  | { readonly type: 'import-runs'; readonly files: readonly File[] }
  /** How much of the page is shown. */
  | { readonly type: 'view'; readonly view: PageView }
  | { readonly type: 'data'; readonly files: readonly GivenFile[] }
  /** Go on with the run that is offered, or forget it. */
  | { readonly type: 'resume-run' }
  | { readonly type: 'discard-run' }
  /** Leaves the present run and trains from step 0, at no higher learning rate than `lr`. */
  | { readonly type: 'start-over'; readonly lr: number }
  | { readonly type: 'dismiss-faults' };

export class LabActionEvent extends CustomEvent<LabAction> {
  constructor(action: LabAction) {
    super('lab-action', { detail: action, bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'lab-action': LabActionEvent;
  }
}
