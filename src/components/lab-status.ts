/**
 * The status line. The visible text follows the run. The live region has the same sentence, and updates when the state
 * changes, otherwise at most every ten seconds.
 */
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import './ui/lab-term.ts';
import { stateWord, statusParts, statusText, type StatusFacts } from './status-text.ts';
import { shared } from './ui/styles.ts';

const SPOKEN_EVERY_MS = 10_000;
/** Parts of the line that name a quantity. */
const NAMED = { step: 'step', 'steps/s': 'stepRate' } as const;

@customElement('lab-status')
export class LabStatus extends LitElement {
  static override styles = [
    shared,
    css`
      p {
        margin: 0;
        font-variant-numeric: var(--text-number);
      }
      /* A line breaks between parts if it can. */
      .part {
        display: inline-block;
      }
      .state {
        font-weight: 600;
      }
      .state::before {
        content: '';
        display: inline-block;
        width: 8px;
        height: 8px;
        margin-right: 6px;
        vertical-align: 0.1em;
        border: 2px solid currentcolor;
        border-radius: 50%;
        color: var(--line-strong);
      }
      .state[data-state='training']::before,
      .state[data-state='loading']::before {
        background: currentcolor;
        color: var(--accent);
      }
      .state[data-state='failed']::before {
        background: currentcolor;
        color: var(--danger);
      }
    `,
  ];

  @property({ attribute: false }) facts?: StatusFacts;
  @state() private spoken = '';
  #spokenAt = -Infinity;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { facts } = this;
    if (!facts || !changed.has('facts')) return;
    const now = performance.now();
    const before: StatusFacts | undefined = changed.get('facts');
    if (before?.state === facts.state && now - this.#spokenAt < SPOKEN_EVERY_MS) return;
    this.#spokenAt = now;
    this.spoken = statusText(facts);
  }

  protected override render(): unknown {
    const { facts } = this;
    if (!facts) return null;
    // Not atomic, because otherwise the terms would be read with every change. The command reads the visible text.
    return html`<p role="status" aria-atomic="false">
      <span class="seen"
        ><span class="state" data-state=${facts.state} aria-hidden="true">${stateWord(facts.state)}</span
        ><span class="soft">${statusParts(facts).map((part) => this.#part(part))}</span></span
      >
      <span class="for-ears">${this.spoken}</span>
    </p>`;
  }

  #part(text: string): unknown {
    const pieces = text.split(/\b(steps\/s|step)\b/).map((piece) => {
      if (piece === 'step' || piece === 'steps/s') return html`<lab-term slim of=${NAMED[piece]}>${piece}</lab-term>`;
      return html`<span aria-hidden="true">${piece}</span>`;
    });
    return html`<span aria-hidden="true"> · </span><span class="part">${pieces}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-status': LabStatus;
  }
}
