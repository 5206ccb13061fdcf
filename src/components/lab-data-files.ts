/** Where a user gives data files by picker; a drop anywhere on the page does the same. They stay in this browser. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { OwnData } from '../shared/own-data.ts';
import type { DataSet } from '../shared/run-params.ts';
import type { DataNote } from '../state/run-store.ts';
import { chosenFiles } from './given-files.ts';
import { LabActionEvent } from './lab-action.ts';
import './lab-own-data.ts';
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
        overflow-wrap: anywhere;
      }
      p:last-child {
        margin: 0;
      }
      .refused {
        color: var(--danger);
      }
      label {
        display: block;
        margin-bottom: 8px;
      }
      input {
        width: 100%;
      }
    `,
  ];

  /** The chosen data set. */
  @property() data: DataSet = 'mnist';
  @property({ attribute: false }) note: DataNote | null = null;
  @property({ attribute: false }) own: OwnData | null | undefined;

  protected override render(): unknown {
    const { note, data } = this;
    if (data !== 'cifar10' && data !== 'own' && !note) return null;
    return html`<div class="drop">
      ${data === 'own' ? this.#own() : nothing} ${data === 'cifar10' ? this.#cifar10() : nothing}
      <p
        class=${note?.kind === 'refused' ? 'small refused' : 'small'}
        aria-live="polite"
        aria-atomic="true"
        data-note=${note?.kind ?? nothing}
      >
        ${note ? note.text : nothing}
      </p>
    </div>`;
  }

  #cifar10(): unknown {
    return html`<p class="small" id="about">
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
      />`;
  }

  #own(): unknown {
    return html`${this.own ? html`<lab-own-data .data=${this.own}></lab-own-data>` : nothing}
      <p class="small" id="about">
        Drop a folder with a folder of pictures for each class, an <b>.npz</b> file, or <b>IDX</b> files on this page,
        or choose them. They stay in this browser.
      </p>
      <label class="small"
        >Folder of pictures
        <input type="file" webkitdirectory aria-describedby="about" @change=${this.#pick} />
      </label>
      <label class="small"
        >Arrays (.npz, or IDX images and labels)
        <input type="file" multiple aria-describedby="about" @change=${this.#pick} />
      </label>`;
  }

  #pick({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    const files = chosenFiles(target);
    if (files.length > 0) this.dispatchEvent(new LabActionEvent({ type: 'data', files }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-data-files': LabDataFiles;
  }
}
