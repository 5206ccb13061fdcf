/**
 * A strip of training examples, shown from the first paint on: image, observed label, true label if different,
 * prediction.
 */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isOwn } from '../../shared/data-sets/find.ts';
import { mnist } from '../../shared/data-sets/mnist.ts';
import { msg } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import { digitsAreOfRun, digitsLabels, MNIST_DIGITS } from '../../state/mnist-preview.ts';
import '../ui/lab-thumbnail.ts';
import {
  emptyStrip,
  isWrong,
  itemName,
  runStrip,
  samplesOf,
  sampleStrip,
  sharedStart,
  shownVariant,
  shuffledNow,
  type Strip,
  type StripItem,
} from './strip-items.ts';
import { sameItems } from '../ui/same-items.ts';
import { onlyChanged, runContext, shown } from '../ui/page-context.ts';
import { shared } from '../ui/styles.ts';

/** The observed labels of the MNIST digits that the page knows before a run, and the key of what they depend on. */
interface ObservedLabels {
  readonly key: string;
  readonly labels: Uint8Array | undefined;
}

@customElement('lab-example-strip')
export class LabExampleStrip extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        --image: 48px;
        container-type: inline-size;
      }
      :host([large]) {
        --image: 52px;
        font-size: 1rem;
      }
      :host([large]) .item {
        padding: 2px 0 0;
        line-height: 1.2;
      }
      :host([large]) .predicted {
        font-size: inherit;
      }
      :host([large]) p {
        display: none;
      }
      .list {
        --columns: 10;
        /* No image is wider than its column. */
        --thumbnail: min(var(--image), calc((100cqi + 4px) / var(--columns) - 10px));
        display: grid;
        grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
        gap: 4px;
      }
      .item {
        display: flex;
        flex-direction: column;
        align-items: center;
        min-width: 0;
        padding: 4px 0 2px;
        border: 1px solid transparent;
        border-radius: var(--radius);
        line-height: 1.3;
      }
      .wrong {
        border: 1px dashed var(--shuffled);
      }
      .item:nth-child(n + 11) {
        display: none;
      }
      .blank {
        width: var(--thumbnail);
        height: var(--thumbnail);
        border-radius: var(--radius);
        background: var(--surface-sunk);
        border: 1px dashed var(--line);
      }
      .words {
        max-width: 100%;
        overflow-wrap: anywhere;
        text-align: center;
      }
      .long .words {
        font-size: var(--text-small);
      }
      b {
        font-weight: 600;
      }
      .wrong b {
        color: var(--shuffled);
      }
      s {
        color: var(--text-soft);
      }
      .predicted {
        color: var(--text-soft);
        font-size: var(--text-small);
      }
      p {
        margin: 0;
        font-size: var(--text-small);
      }
      @container (min-width: 1000px) {
        :host(:not([large])) .list {
          --columns: 20;
        }
        :host(:not([large])) .item:nth-child(n + 11) {
          display: flex;
        }
      }
      /* Class names need room, so there are fewer images with names beside them. */
      @container (min-width: 1000px) {
        :host([large]) .list.long {
          --columns: 5;
        }
        :host([large]) .long .item {
          display: grid;
          grid-template-columns: auto minmax(0, 1fr);
          align-items: center;
          column-gap: 8px;
          padding: 2px 4px;
        }
        :host([large]) .long lab-thumbnail,
        :host([large]) .long .blank {
          grid-row: 1 / 3;
        }
        :host([large]) .long .words {
          text-align: left;
        }
        :host([large]) .long .item:nth-child(n + 6) {
          display: none;
        }
      }
      @container (max-width: 520px) {
        .list {
          --columns: 5;
        }
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  /** For a lecture hall. */
  @property({ type: Boolean, reflect: true }) large = false;
  @state() private observed: ObservedLabels = { key: '', labels: undefined };
  #shown: readonly unknown[] = [];

  /** The store changes ten times a second; single examples seldom change. */
  protected override shouldUpdate(changed: PropertyValues): boolean {
    const { store } = this;
    if (!store) return false;
    const { examples, data, ownData, address, settings, corruption } = store;
    const { images, predictions } = examples;
    const shows = [images, predictions, data?.classNames, ownData, address.params, settings.shuffle, corruption.join()];
    const same = sameItems(shows, this.#shown);
    this.#shown = shows;
    return !same || !onlyChanged(this, changed, 'store');
  }

  protected override willUpdate(): void {
    if (this.store) this.#drawLabels(this.store);
  }

  protected override render(): unknown {
    const { store } = this;
    if (!store) return null;
    const strip = this.#strip(store);
    const { length } = sharedStart(strip);
    const kind = isLong(strip, length) ? 'list long' : 'list';
    return html`<div class=${kind} role="list" aria-label=${msg('Training examples')}>
        ${strip.items.map((item, index) => this.#item(item, index, strip, length))}
      </div>
      <p class="soft">${strip.caption}</p>`;
  }

  /** Its names are shown without the first `start` characters, which all names share. */
  #item(item: StripItem, index: number, { size, channels }: Strip, start: number): unknown {
    const name = itemName(item, index);
    const wrong = isWrong(item);
    const shown = (label: string | undefined): string => label?.slice(start) ?? '–';
    return html`<div class="item ${wrong ? 'wrong' : ''}" role="listitem" aria-label=${name}>
      ${
        item.pixels
          ? html`<lab-thumbnail
              .pixels=${item.pixels}
              .size=${size}
              .channels=${channels}
              label=${name}
            ></lab-thumbnail>`
          : html`<div class="blank"></div>`
      }
      <div class="words" aria-hidden="true">
        <b>${shown(item.label)}</b>${wrong ? html` <s>${shown(item.trueLabel)}</s>` : nothing}
      </div>
      <div class="words predicted" aria-hidden="true">→ ${shown(item.predicted)}</div>
    </div>`;
  }

  #strip(store: RunStore): Strip {
    const { params, examples, data, ownData } = store;
    const { images, predictions } = examples;
    const observed = this.observed.labels;
    if (images && data) {
      const sent = predictions[shownVariant(store)];
      return runStrip(images, sent, sent ? undefined : observed, data.classNames, params.twin);
    }
    if (digitsAreOfRun(params)) {
      const { trueLabels } = MNIST_DIGITS;
      const first = { ...MNIST_DIGITS, trueLabels: trueLabels.subarray(0, params.n) };
      return runStrip(first, undefined, observed, mnist.classNames, params.twin);
    }
    if (params.data === mnist.name) return sampleStrip(MNIST_DIGITS, mnist.title, mnist.classNames);
    if (isOwn(params.data) && ownData) return sampleStrip(samplesOf(ownData), ownData.name, ownData.classNames);
    return emptyStrip();
  }

  /** Draws the labels of the first MNIST digits as the trainer will, until the trainer sends them. */
  #drawLabels({ params, settings, examples }: RunStore): void {
    if (examples.predictions.length > 0 || !digitsAreOfRun(params)) return;
    const shuffled = shuffledNow(params, settings.shuffle);
    const key = [params.n, params.labels, params.noise, shuffled].join();
    if (key === this.observed.key) return;
    if (shuffled === 0) {
      this.observed = { key, labels: MNIST_DIGITS.trueLabels };
      return;
    }
    this.observed = { key, labels: undefined };
    void digitsLabels(params, shuffled).then(
      (labels) => {
        if (this.observed.key === key) this.observed = { key, labels };
      },
      // Without the labels, the strip says that they aren't drawn yet.
      () => undefined,
    );
  }
}

/** Class names of more than a few characters are set smaller. */
const isLong = ({ items }: Strip, start: number): boolean =>
  items.some(({ label = '', trueLabel = '' }) => label.length + trueLabel.length - 2 * start > 8);

declare global {
  interface HTMLElementTagNameMap {
    'lab-example-strip': LabExampleStrip;
  }
}
