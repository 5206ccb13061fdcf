/** The demonstration for a lecture: one line about what to notice, and buttons for the previous and next step. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { RunStore } from '../state/run-store.ts';
import { LabActionEvent } from './ui/lab-action.ts';
import { STORY, storyActions, storyFacts } from './story.ts';
import { runContext, shown } from './ui/page-context.ts';
import { shared } from './ui/styles.ts';
import { msg } from '../shared/util/texts.ts';

@customElement('lab-demo')
export class LabDemo extends LitElement {
  static override styles = [
    shared,
    css`
      section {
        display: flex;
        align-items: center;
        gap: 8px 12px;
        padding: 4px 16px;
        background: var(--surface-sunk);
      }
      p {
        flex: 1;
        margin: 0;
      }
      button {
        flex: none;
      }
      @media (max-width: 760px) {
        section {
          flex-wrap: wrap;
        }
        p {
          flex-basis: 100%;
        }
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  /** −1 before the first step. */
  @state() private at = -1;

  protected override render(): unknown {
    const { store, at } = this;
    if (!store) return null;
    const step = STORY[at];
    // A run that was reset, or never started, is at the beginning.
    const words =
      step === undefined ? msg('A demonstration: train, shuffle the labels, memorize, true labels again.') : step.text;
    const measured = step === undefined ? '' : step.measured(storyFacts(store));
    return html`<section aria-label=${msg('Demonstration')}>
      <p>
        <span aria-live="polite" ?hidden=${measured !== ''}
          >${step ? html`<b>${at + 1}/${STORY.length}</b> ` : nothing}${words}</span
        >
        ${measured === '' ? nothing : html`<b>${at + 1}/${STORY.length}</b> ${measured}`}
      </p>
      <button type="button" aria-disabled=${at > 0 ? 'false' : 'true'} @click=${() => this.#go(at - 1)}>
        ${msg('Back')}
      </button>
      <button type="button" aria-disabled=${at < STORY.length - 1 ? 'false' : 'true'} @click=${() => this.#go(at + 1)}>
        ${at < 0 ? msg('Begin') : msg('Next')}
      </button>
    </section>`;
  }

  #go(to: number): void {
    const { store } = this;
    const step = STORY[to];
    if (!store || !step || store.dataMissing) return;
    this.at = to;
    for (const action of storyActions(step, store)) this.dispatchEvent(new LabActionEvent(action));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-demo': LabDemo;
  }
}
