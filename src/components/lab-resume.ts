/** Offers to resume an interrupted run or one that was reset, and says when another tab has it. @fires left when it is answered */
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount, formatDate, formatNumber, formatSetting } from '../charts/format.ts';
import { networkTitle } from '../shared/networks/of-run.ts';
import { msg, str } from '../shared/util/texts.ts';
import type { ResumeOffer } from '../state/resume-offer.ts';
import { LabActionEvent, type LabAction } from './ui/lab-action.ts';
import { messageLine } from './ui/message.styles.ts';
import { shared } from './ui/styles.ts';

@customElement('lab-resume')
export class LabResume extends LitElement {
  static override styles = [shared, messageLine];

  @property({ attribute: false }) offer: ResumeOffer | null = null;

  protected override render(): unknown {
    const { offer } = this;
    if (!offer) return nothing;
    return html`<section aria-label=${offer.kind === 'left' ? msg('Run left') : msg('Unfinished run')}>
      <p>${sentence(offer)}</p>
      ${this.#buttons(offer)}
    </section>`;
  }

  #buttons({ kind, params: { lr }, run }: ResumeOffer): unknown {
    const button = (label: string, action: LabAction): unknown =>
      html`<button type="button" @click=${() => this.#answer(action)}>${label}</button>`;
    switch (kind) {
      case 'interrupted':
        return [button(msg('Resume'), { type: 'resume-run' }), button(msg('Discard'), { type: 'discard-run' })];
      case 'failed':
        return button(msg('Resume'), { type: 'resume-run' });
      case 'not-finite':
        return button(msg('Go back'), { type: 'resume-run' });
      case 'troubled':
        return button(msg(str`Start over with ${formatSetting(lr)}`), { type: 'start-over', lr });
      case 'left':
        return run === undefined ? nothing : button(msg('Undo'), { type: 'open-run', id: run });
      case 'elsewhere':
        return nothing;
    }
  }

  #answer(action: LabAction): void {
    this.dispatchEvent(new LabActionEvent(action));
    this.dispatchEvent(new Event('left'));
  }
}

function sentence({ kind, step, until, params, keptAt, from }: ResumeOffer): string {
  const at = msg(str`step ${formatCount(step)} of ${formatCount(until)}`);
  const what = msg(str`${params.data}, ${networkTitle(params.model)}, ${formatCount(params.n)} examples`);
  switch (kind) {
    case 'interrupted': {
      const left =
        keptAt === null
          ? msg(str`A run was cut short at ${at} (${what}).`)
          : msg(str`A run was cut short at ${at} (${what}, kept ${formatDate(keptAt)}).`);
      return `${left} ${startOf(from)}`;
    }
    case 'elsewhere':
      return msg(str`This run is in another tab of this browser (${at}). Close that tab to resume it here.`);
    case 'failed':
      return msg(str`The run can resume from its last checkpoint before ${at}.`);
    case 'not-finite':
      return msg(
        str`The run can go back to its last checkpoint and continue with half the learning rate it had there, ${formatNumber(params.lr)}.`,
      );
    case 'left':
      return msg(str`The run is kept under Runs, at ${at}.`);
    case 'troubled':
      return msg(
        str`The run can start over with the learning rate ${formatSetting(params.lr)}. What was measured stays under Runs.`,
      );
  }
}

function startOf(from: number | undefined): string {
  if (from === undefined) return msg('It can resume from its last checkpoint with the same numbers.');
  if (from === 0) return msg('It has no checkpoint, so it starts again at step 0, with the same numbers.');
  return msg(str`It can resume from its last checkpoint, at step ${formatCount(from)}, with the same numbers.`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-resume': LabResume;
  }
}
