/** The actions that components dispatch in one event; main.ts performs them. */
import type { AnswerOf, AskOf, InspectionName } from '../../shared/inspections/index.ts';
import type { UserFile } from '../../shared/data-sets/own-data.ts';
import type { PageView } from '../../shared/run/page-view.ts';
import type { RunParams } from '../../shared/run/run-params.ts';
import type { EventKey, ScheduledEvent } from '../../shared/run/schedule.ts';

/** Sends an inspection to the trainer. Rejects with a sentence if there is no answer. */
export type Inspect = <K extends InspectionName>(of: K, question: AskOf<K>) => Promise<AnswerOf<K>>;

export type LabAction =
  /** The Train button: train, pause or resume, depending on the state. */
  | { readonly type: 'train' }
  | { readonly type: 'step' }
  /** Requests the function that asks the trainer. */
  | { readonly type: 'inspect'; readonly use: (inspect: Inspect) => void }
  | { readonly type: 'reset' }
  /** A setting that may change during training. */
  | { readonly type: 'live'; readonly key: EventKey; readonly value: number }
  | { readonly type: 'params'; readonly changes: Partial<RunParams> }
  | { readonly type: 'preset'; readonly name: string | null }
  /** Removes a change from the schedule. */
  | { readonly type: 'unschedule'; readonly event: ScheduledEvent }
  /** Shows a saved run instead of the current one. */
  | { readonly type: 'open-run'; readonly id: string }
  /** Deletes saved runs, which an undo restores together. If the current run is among them, it is left first. */
  | { readonly type: 'delete-runs'; readonly ids: readonly string[] }
  /** Imports run files. */
  | { readonly type: 'import-runs'; readonly files: readonly File[] }
  /** How much of the page is visible. */
  | { readonly type: 'view'; readonly view: PageView }
  | { readonly type: 'data'; readonly files: readonly UserFile[] }
  /** Resumes the run on offer, or discards it. */
  | { readonly type: 'resume-run' }
  | { readonly type: 'discard-run' }
  /** Leaves the current run and trains from step 0, with a learning rate of at most `lr`. */
  | { readonly type: 'start-over'; readonly lr: number }
  | { readonly type: 'dismiss-issues' };

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
