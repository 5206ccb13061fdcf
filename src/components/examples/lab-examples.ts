/**
 * A few training images with observed label, true label and current prediction; marks those that are fitted and those
 * that resist.
 */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { formatCount } from '../../charts/format.ts';
import { variantNames } from '../../charts/marks.ts';
import type { ExampleImages } from '../../shared/run/example-records.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import {
  cardText,
  exampleCards,
  FILTERS,
  passes,
  standingText,
  type VariantCard,
  type ExampleCard,
  type ExampleFilter,
} from './example-cards.ts';
import { exampleLists } from './example-lists.styles.ts';
import './lab-ranking.ts';
import '../ui/lab-thumbnail.ts';
import { sameItems } from '../ui/same-items.ts';
import { onlyChanged, runContext, shown } from '../ui/page-context.ts';
import { shared } from '../ui/styles.ts';
import { capitalized } from '../ui/words.ts';

/** A symbol and a word each, never just a colour. */
const SIGNS = {
  fitted: msg('✓ fitted'),
  memorized: msg('✓ memorized'),
  resists: msg('✗ resists'),
  missed: msg('✗ not fitted'),
  unknown: msg('– not evaluated'),
} as const;

@customElement('lab-examples')
export class LabExamples extends LitElement {
  static override styles = [
    shared,
    exampleLists,
    css`
      .variant + .variant {
        margin-top: 4px;
      }
      .after {
        margin-top: 16px;
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  @state() private filter: ExampleFilter = 'all';
  #shown: readonly unknown[] = [];

  /** Single examples change at evaluations and probes; the store changes ten times a second. */
  protected override shouldUpdate(changed: PropertyValues): boolean {
    const { store } = this;
    if (!store) return false;
    const { images, predictions, rankings } = store.examples;
    const shows = [images, predictions, rankings, store.data, variantNames(store.params, store.events).join()];
    const same = sameItems(shows, this.#shown);
    this.#shown = shows;
    return !same || !onlyChanged(this, changed, 'store');
  }

  protected override render(): unknown {
    const { store } = this;
    if (!store) return null;
    const { images, predictions } = store.examples;
    if (!images || !store.data) {
      return html`<p class="soft">
        ${store.begun ? msg('Images appear when the run resumes.') : msg('A few training images, with their labels and predictions, will appear here.')}
      </p>`;
    }
    const names = variantNames(store.params, store.events);
    const cards = exampleCards(images, predictions, store.data.classNames);
    const shown = cards.filter((card) => passes(card, this.filter));
    return html`${predictions.map((variant, i) => {
        const told = standingText(cards, i);
        const name = names[i];
        const step = formatCount(variant?.step ?? 0);
        const place = name === undefined ? msg(str`Step ${step}`) : msg(str`${capitalized(name)}, step ${step}`);
        return told === '' ? nothing : html`<p>${place}: ${told}</p>`;
      })}
      <p>
        <label
          >${msg('Show')}
          <select @change=${this.#choose}>
            ${FILTERS.map(({ key, name }) => html`<option ?selected=${key === this.filter}>${name}</option>`)}
          </select>
        </label>
        <span class="soft">${msg(str`${shown.length} of the run’s first ${cards.length} training examples`)}</span>
      </p>
      <ul aria-label=${msg('Example grid')}>
        ${repeat(
          shown,
          ({ index }) => index,
          (card) => this.#card(card, images, names),
        )}
      </ul>
      ${this.#rankings(store, images, names)}`;
  }

  #rankings({ examples, network, data, params }: RunStore, images: ExampleImages, names: readonly string[]): unknown {
    if (params.probe === 0) {
      return html`<p class="soft after">
        ${msg('Which examples are the most and least coherent is not measured: this run’s probes are off (Run, Probe every).')}
      </p>`;
    }
    return examples.rankings.map(
      (ranking, i) =>
        html`<lab-ranking
          .ranking=${ranking}
          variant=${names[i] ?? ''}
          .layers=${network?.layers.map(({ name }) => name) ?? []}
          .classNames=${data?.classNames ?? []}
          .size=${images.size}
          .channels=${images.channels}
        ></lab-ranking>`,
    );
  }

  #card(card: ExampleCard, images: ExampleImages, names: readonly string[]): unknown {
    const { size, channels } = images;
    const length = size * size * channels;
    const wrong = card.variants.some((variant) => variant.wrong);
    return html`<li class=${wrong ? 'wrong' : ''}>
      <lab-thumbnail
        .pixels=${images.pixels.subarray(card.index * length, (card.index + 1) * length)}
        .size=${size}
        .channels=${channels}
        label=${cardText(card, names)}
      ></lab-thumbnail>
      <div aria-hidden="true">${card.variants.map((variant, i) => this.#variant(variant, card.truth, names[i]))}</div>
    </li>`;
  }

  #variant({ observed, predicted, wrong, standing }: VariantCard, truth: string, name: string | undefined): unknown {
    return html`<div class="variant">
      ${name === undefined ? nothing : html`<div class="soft">${name}</div>`}
      <div>${wrong ? msg(html`given <b>${observed}</b>, true ${truth}`) : html`${msg(str`given ${observed}`)}`}</div>
      <div>${msg(str`predicted ${predicted ?? '–'}`)}</div>
      <div>${SIGNS[standing]}</div>
    </div>`;
  }

  #choose(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    this.filter = FILTERS[event.target.selectedIndex]?.key ?? 'all';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-examples': LabExamples;
  }
}
