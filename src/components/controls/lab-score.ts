/** The latest accuracies in large type: training, test, and their gap; a row per variant. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatPercent } from '../../charts/format.ts';
import { variantNames } from '../../charts/marks.ts';
import { variantColor } from '../../charts/palette.ts';
import { generalizationGap } from '../../shared/observables/derived.ts';
import { msg } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import type { VariantHistory } from '../../state/variant-history.ts';
import { ColorScheme } from '../ui/color-scheme.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { shared } from '../ui/styles.ts';

@customElement('lab-score')
export class LabScore extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
      }
      .row {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 0 8px;
      }
      p {
        margin: 0;
        white-space: nowrap;
      }
      .name {
        grid-column: 1 / -1;
        margin: 4px 0 0;
        font-size: var(--text-small);
        font-weight: 600;
      }
      small {
        font-size: 0.6em;
      }
      b {
        display: block;
        font-size: var(--score-size, 1.375rem);
        font-weight: 600;
        line-height: 1.15;
        font-variant-numeric: var(--text-number);
      }
      @media (min-width: 900px) {
        :host([inline]) .row {
          grid-template-columns: repeat(4, auto);
          justify-content: end;
          align-items: baseline;
          gap: 0 12px;
        }
        :host([inline]) .name {
          grid-column: auto;
          margin: 0;
        }
        :host([inline]) p {
          display: flex;
          align-items: baseline;
          gap: 6px;
        }
      }
      span {
        color: var(--text-soft);
        font-size: var(--score-words, var(--text-small));
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  /** Number and word on one line, for a lecture. */
  @property({ type: Boolean, reflect: true }) inline = false;
  readonly #scheme = new ColorScheme(this);

  protected override render(): unknown {
    const { store } = this;
    if (!store) return null;
    const names = variantNames(store.params, store.events);
    const variants = store.variants.length === 0 ? [undefined] : store.variants;
    return html`<div role="group" aria-label=${msg('Latest results')}>
      ${variants.map((history, i) => this.#row(history, variants.length > 1 ? names[i] : undefined, i))}
    </div>`;
  }

  #row(history: VariantHistory | undefined, name: string | undefined, variant: number): unknown {
    const train = history?.evaluations.last('trainAccuracy') ?? NaN;
    const test = history?.evaluations.last('testAccuracy') ?? NaN;
    const color = name === undefined ? '' : variantColor(variant, this.#scheme.dark);
    const value = (word: string, text: string): unknown =>
      html`<p>
        <b>${text.replace('%', '')}${text.endsWith('%') ? html`<small>%</small>` : nothing}</b>
        <span>${word}</span>
      </p>`;
    return html`<div class="row" .style=${color === '' ? '' : `color: ${color}`}>
      ${name === undefined ? nothing : html`<p class="name">${name}</p>`} ${value(msg('train'), formatPercent(train))}
      ${value(msg('test'), formatPercent(test))} ${value(msg('gap'), points(generalizationGap(train, test)))}
    </div>`;
  }
}

/** A difference of two accuracies, which can be negative. */
const points = (gap: number): string => (gap < 0 ? `−${formatPercent(-gap)}` : formatPercent(gap));

declare global {
  interface HTMLElementTagNameMap {
    'lab-score': LabScore;
  }
}
