/** Where a user gives the CIFAR-10 files by picker; a drop anywhere on the page does the same. They stay in this browser. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DataNote } from '../state/run-store.ts';
import { LabActionEvent } from './lab-action.ts';
import { shared } from './styles.ts';

@customElement('lab-data-files')
export class LabDataFiles extends LitElement {
  static override styles = [
    shared,
    css`
      .drop {
        margin-top: 8px;
        padding: 8px;
        border: 1px dashed var(--line-strong);
        border-radius: var(--radius);
      }
      p {
        margin: 0 0 8px;
      }
      .refused {
        color: var(--danger);
      }
      input {
        width: 100%;
        padding: 0;
        border: 0;
      }
    `,
  ];

  /** The chosen data set comes from the user's files. */
  @property({ type: Boolean }) needed = false;
  @property({ attribute: false }) note: DataNote | null = null;

  protected override render(): unknown {
    const { note } = this;
    if (!this.needed && !note) return null;
    return html`<div class="drop">
      <p class="small" id="about">
        CIFAR-10 is not part of this page. Drop <b>cifar-10-binary.tar.gz</b> or its .bin files on this page, or choose
        them. They stay in this browser.
      </p>
      <input
        type="file"
        multiple
        accept=".gz,.tgz,.bin"
        aria-label="CIFAR-10 files"
        aria-describedby="about"
        @change=${this.#pick}
      />
      <p class=${note?.kind === 'refused' ? 'small refused' : 'small'} role="status" data-note=${note?.kind ?? nothing}>
        ${note ? note.text : nothing}
      </p>
    </div>`;
  }

  #pick(event: Event): void {
    const files = event.target instanceof HTMLInputElement ? event.target.files : null;
    if (files && files.length > 0) this.dispatchEvent(new LabActionEvent({ type: 'data', files: [...files] }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-data-files': LabDataFiles;
  }
}
