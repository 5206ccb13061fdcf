/**
 * A field for one setting; its control and its bounds come from the setting's definition.
 * @fires param-change {detail: the value}
 */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { settingExplained } from '../../shared/glossary/explanations.ts';
import { paramText, type ParamSpec } from '../../shared/run/run-params.ts';
import { msg, str } from '../../shared/util/texts.ts';
import '../ui/lab-term.ts';
import { shared } from '../ui/styles.ts';

@customElement('lab-param-field')
export class LabParamField extends LitElement {
  static override styles = [
    shared,
    css`
      .row {
        display: grid;
        grid-template-columns: 1fr 7.5rem;
        align-items: center;
        gap: 8px;
        min-height: 32px;
      }
      select,
      input:not([type='checkbox']) {
        width: 100%;
        min-height: 28px;
      }
      select {
        padding-inline: 4px;
      }
      input[type='checkbox'] {
        justify-self: end;
      }
      [aria-invalid='true'] {
        border-color: var(--danger);
        box-shadow: 0 0 0 1px var(--danger);
      }
      .issue {
        margin: 0;
        color: var(--danger);
        font-size: var(--text-small);
      }
    `,
  ];

  @property({ attribute: false }) spec?: ParamSpec;
  @property({ attribute: false }) value: unknown = null;
  /** The lab's choice for an open setting. */
  @property({ attribute: false }) resolved: unknown = null;
  @property({ type: Boolean }) disabled = false;
  @state() private issue = '';
  /** An invalid input, which stays in the field. */
  @state() private wrong: string | undefined;

  /** Another value arrived, from a preset or an address. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value') || changed.has('spec')) this.#forgetWrong();
  }

  #forgetWrong(): void {
    this.issue = '';
    this.wrong = undefined;
  }

  protected override render(): unknown {
    const { spec } = this;
    if (!spec) return null;
    return html`<div class="row">${this.#name(spec)} ${this.#control(spec)}</div>
      ${this.issue === '' ? nothing : html`<p class="issue" id="issue">${this.issue}</p>`}
      <span id="help" hidden>${spec.help}</span>`;
  }

  #name({ key, label, help }: ParamSpec): unknown {
    const explained = settingExplained(key);
    return explained
      ? html`<lab-term beside of=${explained}>${label}</lab-term>`
      : html`<label for="field" title=${help}>${label}</label>`;
  }

  #control(spec: ParamSpec): unknown {
    const { label, type } = spec;
    const { control } = type;
    const optional = spec.default === null;
    const text = paramText(spec, this.value);
    const open = this.resolved === null ? msg('auto') : paramText(spec, this.resolved);
    switch (control.kind) {
      case 'checkbox':
        return html`<input
          id="field"
          type="checkbox"
          aria-label=${label}
          aria-describedby="help"
          .checked=${live(this.value === true)}
          ?disabled=${this.disabled}
          @change=${this.#toggled}
        />`;
      case 'select': {
        const { options: known, titles = {} } = control;
        const options = text === '' || known.includes(text) ? known : [...known, text];
        return html`<select
          id="field"
          aria-label=${label}
          aria-describedby="help"
          ?disabled=${this.disabled}
          @change=${this.#typed}
        >
          ${optional ? html`<option value="" .selected=${live(text === '')}>${msg(str`auto (${open})`)}</option>` : nothing}
          ${options.map((option) => html`<option value=${option} .selected=${live(option === text)}>${titles[option] ?? option}</option>`)}
        </select>`;
      }
      case 'text':
        return html`<input
          id="field"
          type="text"
          inputmode=${control.inputMode}
          autocomplete="off"
          aria-label=${label}
          aria-describedby="help"
          aria-errormessage=${this.issue === '' ? nothing : 'issue'}
          aria-invalid=${this.issue === '' ? 'false' : 'true'}
          placeholder=${optional ? open : ''}
          .value=${live(this.wrong ?? text)}
          ?disabled=${this.disabled}
          @change=${this.#typed}
        />`;
    }
  }

  #toggled(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.#send(event.target.checked);
  }

  #typed(event: Event): void {
    const { spec } = this;
    if (!spec || !(event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement)) return;
    const text = event.target.value.trim();
    if (text === '' && spec.default === null) return this.#send(null);
    const parsed = spec.type.parse(text);
    if (parsed.ok) return this.#send(parsed.value);
    this.wrong = text;
    const inForce = paramText(spec, this.value ?? this.resolved);
    this.issue =
      inForce === ''
        ? msg(str`This ${parsed.reason}. The lab’s choice is used until then.`)
        : msg(str`This ${parsed.reason}. ${inForce} is used until then.`);
  }

  #send(value: unknown): void {
    this.#forgetWrong();
    this.dispatchEvent(new CustomEvent<unknown>('param-change', { detail: value }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-param-field': LabParamField;
  }
}
