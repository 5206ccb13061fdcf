/** The buttons Train, Step and Reset. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RunState } from '../../shared/protocol/protocol.ts';
import { msg } from '../../shared/util/texts.ts';
import { LabActionEvent } from '../ui/lab-action.ts';
import { shared } from '../ui/styles.ts';

const TRAIN_WORDS: Readonly<Record<RunState, string>> = {
  idle: msg('Train'),
  loading: msg('Train'),
  training: msg('Pause'),
  paused: msg('Resume'),
  done: msg('Resume'),
  failed: msg('Train'),
};

@customElement('lab-transport')
export class LabTransport extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      p {
        flex-basis: 100%;
        margin: 0;
      }
      button {
        min-height: 40px;
      }
      button:not(.primary) {
        padding: 0 10px;
      }
      .primary {
        flex: 1;
        padding: 0 4px;
        font-size: var(--text-large);
      }
    `,
  ];

  @property({ attribute: false }) state: RunState = 'idle';
  /** Why no run can start; empty if one can. */
  @property() missing = '';

  /** In views without room for a note at the end of the run. */
  @property({ type: Boolean }) compact = false;

  protected override render(): unknown {
    const { state, missing, compact } = this;
    const ready = missing === '';
    const note = state === 'done' && !compact ? msg('Resume trains further.') : missing;
    const trains = ready && state !== 'loading';
    const steps = ready && (state === 'idle' || state === 'paused' || state === 'done');
    return html`<button
        type="button"
        class="primary"
        aria-disabled=${trains ? 'false' : 'true'}
        aria-describedby=${note === '' ? nothing : 'note'}
        title=${state === 'done' ? msg('Continue past the last step (Space)') : msg('Space')}
        @click=${() => this.#ask('train', trains)}
      >
        ${TRAIN_WORDS[state]}
      </button>
      <button
        type="button"
        aria-disabled=${steps ? 'false' : 'true'}
        title=${msg('Train one step (N)')}
        @click=${() => this.#ask('step', steps)}
      >
        ${msg('Step')}
      </button>
      <button
        type="button"
        aria-disabled=${state === 'idle' ? 'true' : 'false'}
        title=${msg('Leave this run, which stays under Runs (R)')}
        @click=${() => this.#ask('reset', state !== 'idle')}
      >
        ${msg('Reset')}
      </button>
      ${note === '' ? nothing : html`<p id="note" class="small soft">${note}</p>`}`;
  }

  /** A focused button is never removed: it is marked as disabled and ignores clicks. */
  #ask(type: 'train' | 'step' | 'reset', on: boolean): void {
    if (on) this.dispatchEvent(new LabActionEvent({ type }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-transport': LabTransport;
  }
}
