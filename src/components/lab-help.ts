/** A dialog that lists the keyboard shortcuts and can switch them off. @fires tour */
import { css, html, LitElement } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { RELEASE } from '../shared/util/release.ts';
import { msg } from '../shared/util/texts.ts';
import { SHORTCUTS } from './shortcuts.ts';
import { dialogs, shared, tables } from './ui/styles.ts';

const TOUR = 'tour';

/** Keys of parts of the page, which can't be switched off. */
const OTHER_KEYS = [
  { name: msg('Escape'), what: msg('Close what is open; else show the whole run again') },
  { name: msg('Arrows'), what: msg('Move among tabs and menu items, and on a slider') },
  { name: msg('Home, End'), what: msg('The first or the last of them') },
] as const;

@customElement('lab-help')
export class LabHelp extends LitElement {
  static override styles = [
    shared,
    tables,
    dialogs,
    css`
      dialog {
        max-width: min(480px, calc(100vw - 32px));
      }
      table {
        width: 100%;
        margin: 16px 0;
      }
      kbd {
        font: inherit;
        font-weight: 600;
      }
      td {
        white-space: normal;
      }
      label {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-bottom: 16px;
      }
    `,
  ];

  /** Single-key shortcuts are off. */
  @state() quiet = false;
  @query('dialog') private dialog?: HTMLDialogElement;

  get open(): boolean {
    return this.dialog?.open ?? false;
  }

  show(): void {
    if (!this.dialog) return;
    this.dialog.returnValue = '';
    this.dialog.showModal();
  }

  protected override render(): unknown {
    return html`<dialog aria-labelledby="title" @close=${this.#closed}>
      <h2 id="title">${msg('Shuffle Lab')}</h2>
      <p>
        ${msg('Press Train and watch a network learn. Turn the switch and it continues with shuffled labels: what it can still learn then, it learns by heart.')}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">${msg('Key')}</th>
            <th scope="col">${msg('What it does')}</th>
          </tr>
        </thead>
        <tbody>
          ${[...SHORTCUTS, ...OTHER_KEYS].map(
            ({ name, what }) =>
              html`<tr>
                <th scope="row"><kbd>${name}</kbd></th>
                <td>${what}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <label>
        <input type="checkbox" .checked=${!this.quiet} @change=${this.#toggle} />
        ${msg('Use these keys')}
      </label>
      <p>
        ${msg(html`<a href="./experiments.html" target="_blank" rel="noopener">Experiments</a>: published results, run again here.`)}
      </p>
      <p>
        ${msg(
          html`<a href="./check.html" target="_blank" rel="noopener">Check this device</a>: whether its engines compute
            right, and how fast.`,
        )}
      </p>
      <p>${msg('To cite the lab or a run, copy the BibTeX entries at the end of a report (Export).')}</p>
      <p class="soft small">
        ${msg(
          html`Release ${RELEASE}, MIT licence.
            <a href="./licences.txt" target="_blank" rel="noopener">Other people’s work in it</a>`,
        )}
      </p>
      <form method="dialog">
        <button class="primary">${msg('Close')}</button>
        <button value=${TOUR}>${msg('Take the tour')}</button>
      </form>
    </dialog>`;
  }

  /** The dialog has restored the focus, so the tour can take it. */
  #closed(): void {
    if (this.dialog?.returnValue === TOUR) this.dispatchEvent(new Event('tour'));
  }

  #toggle(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.quiet = !event.target.checked;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-help': LabHelp;
  }
}
