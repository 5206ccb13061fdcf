/** A dialog with the fields of a report: title, author, note. What is typed is kept at once. Loaded when it is opened. */
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { rememberDetails, reportDetails, type ReportDetails } from '../../export/report-details.ts';
import { reportTitle } from '../../export/report.ts';
import { runFileOf } from '../../export/run-file.ts';
import type { RunFile } from '../../shared/run/run-file.ts';
import type { RunStore } from '../../state/run-store.ts';
import { msg } from '../../shared/util/texts.ts';
import { dialogs, shared } from '../ui/styles.ts';

/** Throws an Error with a sentence if the run has no measurements. */
export function openReportDetails(store: RunStore | undefined): void {
  const file = store && runFileOf(store);
  if (!file) throw new Error(msg('nothing has been measured yet. Press Train first.'));
  const dialog = document.createElement('lab-report-details');
  dialog.file = file;
  document.body.append(dialog);
}

@customElement('lab-report-details')
export class LabReportDetails extends LitElement {
  static override styles = [
    shared,
    dialogs,
    css`
      dialog {
        width: min(520px, calc(100vw - 32px));
      }
      p {
        margin: 0 0 16px;
      }
      label {
        display: block;
        margin-bottom: 2px;
      }
      input,
      textarea {
        width: 100%;
        margin-bottom: 16px;
      }
      textarea {
        min-height: 96px;
        padding: 8px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: inherit;
        font: inherit;
        resize: vertical;
      }
    `,
  ];

  @property({ attribute: false }) file?: RunFile;
  @query('dialog') private dialog?: HTMLDialogElement;

  protected override firstUpdated(): void {
    this.dialog?.showModal();
  }

  protected override render(): unknown {
    const { file } = this;
    if (!file) return null;
    const { title, author, note } = reportDetails(file);
    // Shortcuts of the page aren't for this dialog.
    return html`<dialog
      aria-labelledby="heading"
      @close=${() => this.remove()}
      @keydown=${(event: Event) => event.stopPropagation()}
    >
      <h2 id="heading">${msg('Title, author, note')}</h2>
      <p class="small soft">
        ${msg('For reports and prints of runs with these settings. The author is kept for all runs. Everything stays in this browser.')}
      </p>
      <form method="dialog" @input=${() => this.#keep(file)}>
        <label for="title">${msg('Title')}</label>
        <input id="title" placeholder=${reportTitle(file)} .value=${title} />
        <label for="author">${msg('Author')}</label>
        <input id="author" placeholder=${msg('Ada Lovelace and Alan Turing')} .value=${author} />
        <label for="note">${msg('Note')}</label>
        <textarea id="note" placeholder=${msg('none')} .value=${note}></textarea>
        <button class="primary">${msg('Done')}</button>
      </form>
    </dialog>`;
  }

  #keep(file: RunFile): void {
    const value = (name: keyof ReportDetails): string => {
      const field = this.renderRoot.querySelector(`#${name}`);
      return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '';
    };
    rememberDetails(file, { title: value('title'), author: value('author'), note: value('note') });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-report-details': LabReportDetails;
  }
}
