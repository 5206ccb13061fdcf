/**
 * The column chooser of the table of saved runs.
 * @fires columns {detail: keys | undefined for the settings that differ and the results}
 */
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { RUN_COLUMNS } from './run-table.ts';
import { popups, shared } from '../ui/styles.ts';
import { isChecked } from '../ui/form-values.ts';
import { msg } from '../../shared/util/texts.ts';

@customElement('lab-run-columns')
export class LabRunColumns extends LitElement {
  static override styles = [
    shared,
    popups,
    css`
      [popover] {
        width: min(400px, calc(100vw - 32px));
      }
      label {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      .each {
        columns: 2;
        margin-top: 8px;
        padding-top: 8px;
        border-top: 1px solid var(--line);
      }
    `,
  ];

  /** Keys of the visible columns. */
  @property({ attribute: false }) shown: readonly string[] = [];
  /** Whether the user has chosen them. */
  @property({ type: Boolean }) chosen = false;
  @state() private open = false;

  protected override render(): unknown {
    return html`<button type="button" class="quiet" popovertarget="columns">${msg('Columns')}</button>
      <div
        id="columns"
        popover
        role="group"
        aria-label=${msg('Columns')}
        @toggle=${(event: ToggleEvent) => (this.open = event.newState === 'open')}
      >
        ${this.open ? this.#choices() : null}
      </div>`;
  }

  #choices(): unknown {
    return html`<label>
        <input
          type="checkbox"
          .checked=${!this.chosen}
          @change=${({ target }: Event) => this.#tell(isChecked(target) ? undefined : this.shown)}
        />
        ${msg('Only the settings that differ, and results')}
      </label>
      <div class="each">
        ${RUN_COLUMNS.map(
          ({ key, label }) =>
            html`<label>
              <input
                type="checkbox"
                .checked=${this.shown.includes(key)}
                @change=${({ target }: Event) => this.#choose(key, isChecked(target))}
              />
              ${label}
            </label>`,
        )}
      </div>`;
  }

  #choose(key: string, on: boolean): void {
    this.#tell(on ? [...this.shown, key] : this.shown.filter((other) => other !== key));
  }

  #tell(detail: readonly string[] | undefined): void {
    this.dispatchEvent(new CustomEvent<readonly string[] | undefined>('columns', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-run-columns': LabRunColumns;
  }
}
