/** First-layer kernels as images; the two variants are below each other. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatCount, formatNumber } from '../../charts/format.ts';
import { variantNames } from '../../charts/marks.ts';
import type { AnswerOf } from '../../shared/inspections/index.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import { evaluationKey } from '../inspection/evaluation-key.ts';
import { filterPicture } from './filter-picture.ts';
import { Inspected } from '../inspection/inspected.ts';
import '../ui/lab-thumbnail.ts';
import { sameItems } from '../ui/same-items.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { sections, shared } from '../ui/styles.ts';
import { capitalized } from '../ui/words.ts';

@customElement('lab-filters')
export class LabFilters extends LitElement {
  static override styles = [
    shared,
    sections,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
        --thumbnail: 64px;
      }
      li {
        font-size: var(--text-small);
        text-align: center;
        color: var(--text-soft);
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  readonly #filters = new Inspected(this, 'filters');
  #drawn: readonly unknown[] = [];

  /** The store changes ten times a second; an answer arrives after each evaluation. */
  protected override shouldUpdate(): boolean {
    const key = this.store && evaluationKey(this.store);
    if (key === undefined) this.#filters.clear();
    else this.#filters.ask(key, {});
    const draws = [this.#filters.value, this.#filters.failure];
    const same = sameItems(draws, this.#drawn);
    this.#drawn = draws;
    return !same;
  }

  protected override render(): unknown {
    const { store } = this;
    const { value, failure } = this.#filters;
    if (!store || (!value && failure === '')) return nothing;
    return html`<h3>${msg('First-layer filters')}</h3>
      ${value ? this.#content(value, variantNames(store.params, store.events)) : html`<p class="soft">${failure}</p>`}`;
  }

  #content(value: AnswerOf<'filters'>, names: readonly string[]): unknown {
    const { layer, units, total, channels } = value;
    const colors =
      channels === 3
        ? msg('Grey is 0; red, green and blue are the channels of the image.')
        : msg('White is 0, blue is above, orange is below.');
    return html`<p>
        ${msg(str`The ${units.length} of ${formatCount(total)} units of ${layer} with the largest norms, at the latest evaluation. Each picture is scaled by its own largest value. ${colors}`)}
      </p>
      ${value.variants.map((_, i) => this.#list(value, i, names[i]))}`;
  }

  #list({ units, edge, channels, variants }: AnswerOf<'filters'>, variant: number, name: string | undefined): unknown {
    const { norms, weights } = variants[variant] ?? { norms: [], weights: new Float32Array() };
    const length = edge * edge * channels;
    const title = name === undefined ? msg('First-layer filters') : msg(str`First-layer filters, ${name}`);
    return html`${name === undefined ? nothing : html`<h4>${capitalized(name)}</h4>`}
      <ul aria-label=${title}>
        ${Array.from(
          units,
          (unit, i) =>
            html`<li>
              <lab-thumbnail
                .pixels=${filterPicture(weights.subarray(i * length, (i + 1) * length), channels)}
                .size=${edge}
                .channels=${3}
                label=${msg(str`unit ${unit + 1}: norm ${formatNumber(norms[i])}`)}
              ></lab-thumbnail>
              <span aria-hidden="true">${formatNumber(norms[i])}</span>
            </li>`,
        )}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-filters': LabFilters;
  }
}
