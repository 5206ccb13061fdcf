/** Offers to go on with a run that was cut short, and says when another tab has it. @fires left when it is answered */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount, formatDate, formatNumber } from '../charts/format.ts';
import { networkTitle } from '../shared/network/of-run.ts';
import type { ResumeOffer } from '../state/resume-offer.ts';
import { LabActionEvent } from './lab-action.ts';
import { shared } from './styles.ts';

@customElement('lab-resume')
export class LabResume extends LitElement {
  static override styles = [
    shared,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        padding: 8px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--surface-sunk);
      }
      p {
        flex: 1 1 320px;
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) offer: ResumeOffer | null = null;

  protected override render(): unknown {
    const { offer } = this;
    if (!offer) return nothing;
    return html`<section aria-label="Unfinished run">
      <p>${sentence(offer)}</p>
      ${this.#buttons(offer)}
    </section>`;
  }

  #buttons({ kind }: ResumeOffer): unknown {
    const button = (label: string, type: 'resume-run' | 'discard-run'): unknown =>
      html`<button type="button" @click=${() => this.#answer(type)}>${label}</button>`;
    switch (kind) {
      case 'interrupted':
        return [button('Resume', 'resume-run'), button('Discard', 'discard-run')];
      case 'failed':
        return button('Resume', 'resume-run');
      case 'not-finite':
        return button('Go back', 'resume-run');
      case 'elsewhere':
        return nothing;
    }
  }

  #answer(type: 'resume-run' | 'discard-run'): void {
    this.dispatchEvent(new LabActionEvent({ type }));
    this.dispatchEvent(new Event('left'));
  }
}

function sentence({ kind, step, until, params, keptAt, from }: ResumeOffer): string {
  const at = `step ${formatCount(step)} of ${formatCount(until)}`;
  const what = `${params.data}, ${networkTitle(params.model)}, ${formatCount(params.n)} examples`;
  switch (kind) {
    case 'interrupted': {
      const when = keptAt === null ? '' : `, kept ${formatDate(keptAt)}`;
      return `A run was cut short at ${at} (${what}${when}). ${startOf(from)} with the same numbers.`;
    }
    case 'elsewhere':
      return `This run is in another tab of this browser (${at}). Close that tab to go on with it here.`;
    case 'failed':
      return `The run can go on from its last checkpoint before ${at}.`;
    case 'not-finite':
      return `The run can go back to its last checkpoint and go on with half the learning rate it had there, ${formatNumber(params.lr)}.`;
  }
}

function startOf(from: number | undefined): string {
  if (from === undefined) return 'It can go on from its last checkpoint';
  if (from === 0) return 'It has no checkpoint, so it begins again at step 0,';
  return `It can go on from its last checkpoint, at step ${formatCount(from)},`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-resume': LabResume;
  }
}
