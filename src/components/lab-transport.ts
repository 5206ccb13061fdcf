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
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
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
    const steps = state === 'idle' || state === 'paused' || state === 'done';
    return html`<button
        type="button"
        class="primary"
        aria-disabled=${state === 'loading' ? 'true' : 'false'}
        title=${state === 'done' ? 'Go on past the last step (Space)' : 'Space'}
        @click=${() => this.#ask('train', state !== 'loading')}
      >
        ${TRAIN_WORDS[state]}
      </button>
      <button
        type="button"
        aria-disabled=${steps ? 'false' : 'true'}
        title="Train one step (N)"
        @click=${() => this.#ask('step', steps)}
      >
        Step
      </button>
      <button
        type="button"
        aria-disabled=${state === 'idle' ? 'true' : 'false'}
        title="Forget what was measured and begin anew (R)"
        @click=${() => this.#ask('reset', state !== 'idle')}
      >
        Reset
      </button>`;
  }

  /** A button that has the focus is not taken out from under it: it says that it is off, and does nothing. */
  #ask(type: 'train' | 'step' | 'reset', on: boolean): void {
    if (on) this.dispatchEvent(new LabActionEvent({ type }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-transport': LabTransport;
  }
}
