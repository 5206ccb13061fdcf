/** Train, step, reset: the buttons that move a run. */
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RunState } from '../shared/protocol.ts';
import { LabActionEvent } from './lab-action.ts';
import { shared } from './styles.ts';

const TRAIN_WORDS: Readonly<Record<RunState, string>> = {
  idle: 'Train',
  loading: 'Train',
  training: 'Pause',
  paused: 'Resume',
  done: 'Resume',
  failed: 'Train',
};

@customElement('lab-transport')
export class LabTransport extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        gap: 8px;
      }
      button {
        min-height: 40px;
      }
      .primary {
        flex: 1;
        min-width: 96px;
        font-size: var(--text-large);
      }
    `,
  ];

  @property({ attribute: false }) state: RunState = 'idle';

  protected override render(): unknown {
    const { state } = this;
    return html`<button
        type="button"
        class="primary"
        ?disabled=${state === 'loading'}
        title=${state === 'done' ? 'Go on past the last step (Space)' : 'Space'}
        @click=${() => this.dispatchEvent(new LabActionEvent({ type: 'train' }))}
      >
        ${TRAIN_WORDS[state]}
      </button>
      <button
        type="button"
        ?disabled=${state !== 'idle' && state !== 'paused' && state !== 'done'}
        title="Train one step (N)"
        @click=${() => this.dispatchEvent(new LabActionEvent({ type: 'step' }))}
      >
        Step
      </button>
      <button
        type="button"
        ?disabled=${state === 'idle'}
        title="Forget what was measured and begin anew (R)"
        @click=${() => this.dispatchEvent(new LabActionEvent({ type: 'reset' }))}
      >
        Reset
      </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-transport': LabTransport;
  }
}
