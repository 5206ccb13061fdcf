/**
 * A labelled slider with its value as text, and optionally a field for an exact value. It dispatches the value on
 * release.
 * @fires value-change {detail: number}
 */
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { formatSetting } from '../../charts/format.ts';
import type { SettingType } from '../../shared/settings/types.ts';
import { msg, str } from '../../shared/util/texts.ts';
import './lab-term.ts';
import type { LabTerm } from './lab-term.ts';
import type { SliderScale } from './scale.ts';
import { shared } from './styles.ts';

@customElement('lab-slider')
export class LabSlider extends LitElement {
  static override styles = [
    shared,
    css`
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
      }
      input[type='text'] {
        width: 96px;
        min-height: 28px;
        text-align: right;
        font-variant-numeric: var(--text-number);
      }
    `,
  ];

  @property() label = '';
  /** The quantity that the slider sets. */
  @property() explains: LabTerm['of'] = [];
  @property({ attribute: false }) scale?: SliderScale;
  @property({ type: Number }) value = 0;
  /** Formats the value; by default as a setting. */
  @property({ attribute: false }) format: (value: number) => string = formatSetting;
  /** Parser of the exact field; without it there is no such field. */
  @property({ attribute: false }) exact?: Pick<SettingType<unknown>, 'parse'>;
  @property({ type: Boolean }) disabled = false;
  /** The slider's position during a drag. */
  @state() private dragged?: number | undefined;

  protected override render(): unknown {
    const { scale, exact } = this;
    if (!scale) return null;
    const shown = this.dragged === undefined ? this.value : scale.toValue(this.dragged);
    const text = this.format(shown);
    return html`<div class="head">
        <lab-term beside .of=${this.explains}>${this.label}</lab-term>
        ${
          exact
            ? html`<input
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-label=${msg(str`${this.label}, exact`)}
                .value=${live(String(shown))}
                ?disabled=${this.disabled}
                @change=${this.#typed}
              />`
            : html`<span class="number">${text}</span>`
        }
      </div>
      <input
        type="range"
        aria-label=${this.label}
        min="0"
        max=${scale.positions}
        step="1"
        aria-valuetext=${text}
        .value=${live(String(this.dragged ?? scale.toPosition(this.value)))}
        ?disabled=${this.disabled}
        @input=${this.#drag}
        @change=${this.#drop}
      />`;
  }

  #drag(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.dragged = event.target.valueAsNumber;
  }

  #drop(event: Event): void {
    this.#drag(event);
    const position = this.dragged;
    this.dragged = undefined;
    if (position !== undefined && this.scale) this.#send(this.scale.toValue(position));
  }

  #typed(event: Event): void {
    if (!(event.target instanceof HTMLInputElement) || !this.exact) return;
    const parsed = this.exact.parse(event.target.value.trim());
    if (parsed.ok && typeof parsed.value === 'number') this.#send(parsed.value);
    else this.requestUpdate();
  }

  #send(value: number): void {
    if (value !== this.value) this.dispatchEvent(new CustomEvent('value-change', { detail: value }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-slider': LabSlider;
  }
}
