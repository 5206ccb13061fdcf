/**
 * A saved run's name and note, and the field that edits either.
 * @fires words {detail: {name} | {note}}
 * @fires words-done {detail: whether a key ended it} when the field loses the focus
 */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Remarks, SavedRun } from '../../state/saved-run.ts';
import { runName } from './run-name.ts';
import { shared } from '../ui/styles.ts';
import { msg, str } from '../../shared/util/texts.ts';

/** The text that is being edited. */
export type RunWords = 'name' | 'note';

/** A longer note may not fit, in characters. */
const LONG_NOTE = 80;
const NOTE_LINES = 4;

const LONGEST: Readonly<Record<RunWords, number>> = { name: 100, note: 2000 };

@customElement('lab-run-words')
export class LabRunWords extends LitElement {
  static override styles = [
    shared,
    css`
      .name,
      .note {
        overflow-wrap: anywhere;
      }
      .note {
        max-height: 6rem;
        overflow: auto;
        font-weight: 400;
        white-space: pre-wrap;
      }
      input,
      textarea {
        width: 24ch;
        font: inherit;
        color: inherit;
      }
      textarea {
        display: block;
        padding: 4px 8px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
      }
    `,
  ];

  @property({ attribute: false }) run?: SavedRun;
  @property({ attribute: false }) writing: RunWords | null = null;

  protected override render(): unknown {
    const { run, writing } = this;
    if (!run) return null;
    const name = runName(run);
    const note = run.note ?? '';
    // A long note scrolls, so it must be focusable for the keyboard.
    const long = note.length > LONG_NOTE || note.split('\n').length > NOTE_LINES;
    return html`${
      writing === 'name'
        ? html`<input
            maxlength=${LONGEST.name}
            aria-label=${msg(str`Name of ${name}`)}
            .value=${name}
            @keydown=${this.#key}
            @blur=${(event: Event) => this.#keep(event, false)}
          />`
        : html`<div class="name">${name}</div>`
    }
    ${
      writing === 'note'
        ? html`<textarea
            rows="3"
            maxlength=${LONGEST.note}
            aria-label=${msg(str`Note on ${name}`)}
            placeholder=${msg('What this run shows. Enter keeps it, Shift and Enter begin a new line.')}
            .value=${note}
            @keydown=${this.#key}
            @blur=${(event: Event) => this.#keep(event, false)}
          ></textarea>`
        : note === ''
          ? nothing
          : html`<div
              class="note small soft"
              role=${long ? 'region' : nothing}
              tabindex=${long ? 0 : nothing}
              aria-label=${long ? msg(str`Note on ${name}`) : nothing}
              .textContent=${note}
            ></div>`
    }`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('writing')) this.renderRoot.querySelector<HTMLInputElement>('input, textarea')?.select();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#keep(event, true);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.#done(true);
    }
  }

  #keep({ target }: Event, byKey: boolean): void {
    const { writing } = this;
    if (!writing || !(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
    const text = target.value.trim();
    const detail: Remarks = writing === 'name' ? { name: text === '' ? null : text } : { note: text };
    this.#done(byKey);
    this.dispatchEvent(new CustomEvent<Remarks>('words', { detail }));
  }

  #done(byKey: boolean): void {
    this.writing = null;
    this.dispatchEvent(new CustomEvent<boolean>('words-done', { detail: byKey }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-run-words': LabRunWords;
  }
}
