/** One image through the network: a training example, a test image or a drawing. Shows predictions and each layer's output. */
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formatCount, formatNumber, formatPercent } from '../../charts/format.ts';
import { variantNames } from '../../charts/marks.ts';
import type { AnswerOf, AskOf } from '../../shared/inspections/index.ts';
import type { LayerActivation } from '../../shared/inspections/image-pass.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import { evaluationKey } from '../inspection/evaluation-key.ts';
import { Inspected } from '../inspection/inspected.ts';
import { chosenIndex, isChecked } from '../ui/form-values.ts';
import '../ui/lab-thumbnail.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { sameItems } from '../ui/same-items.ts';
import { sections, shared, tables } from '../ui/styles.ts';
import { capitalized } from '../ui/words.ts';
import { filterPicture } from './filter-picture.ts';
import './lab-drawing.ts';
import { centred } from './pen.ts';

type Answer = AnswerOf<'imagePass'>;

const SOURCES = ['training example', 'test image', 'my drawing'] as const;
const SOURCE_WORDS: Readonly<Record<(typeof SOURCES)[number], string>> = {
  'training example': msg('training example'),
  'test image': msg('test image'),
  'my drawing': msg('my drawing'),
};
/** Maximum number of classes in the table. */
const MOST_CLASSES = 10;

@customElement('lab-image-pass')
export class LabImagePass extends LitElement {
  static override styles = [
    shared,
    sections,
    tables,
    css`
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: 16px 32px;
      }
      .image {
        --thumbnail: 224px;
      }
      input[type='number'] {
        width: 96px;
      }
      .predictions {
        min-width: 0;
      }
      .scroll {
        overflow-x: auto;
      }
      td svg {
        display: block;
        width: clamp(40px, 10vw, 120px);
        height: 12px;
      }
      td rect,
      .units {
        fill: var(--accent);
      }
      .layers {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr));
        gap: 0 32px;
      }
      .maps {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        --thumbnail: 44px;
      }
      .bars {
        display: block;
        width: 100%;
        height: 64px;
        border-bottom: 1px solid var(--line-strong);
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  @state() private source: (typeof SOURCES)[number] = 'test image';
  @state() private index = 0;
  @state() private drawing: Uint8Array = new Uint8Array();
  @state() private centring = true;
  readonly #pass = new Inspected(this, 'imagePass');
  #drawn: readonly unknown[] = [];
  #drawings = 0;

  /** The store changes ten times a second, but the drawing only with an answer or another image. */
  protected override shouldUpdate(): boolean {
    const { store, source, index, drawing, centring } = this;
    const key = store && evaluationKey(store);
    if (key === undefined) this.#pass.clear();
    else this.#pass.ask([key, source, index, centring, this.#drawings].join(), this.#image());
    const draws = [this.#pass.value, this.#pass.failure, source, index, drawing, centring, store?.data];
    const same = sameItems(draws, this.#drawn);
    this.#drawn = draws;
    return !same;
  }

  /** Whether the run's images are grey, unchanged by `pixels`, and large enough to draw on. */
  get #canDraw(): boolean {
    const { value } = this.#pass;
    return value?.channels === 1 && value.size >= 14 && this.store?.params.pixels === 'true';
  }

  #image(): AskOf<'imagePass'> {
    const { source, index, drawing, centring } = this;
    const size = Math.sqrt(drawing.length);
    if (source === 'my drawing') return { image: { pixels: centring ? centred(drawing, size) : drawing } };
    return { image: { of: source === 'training example' ? 'train' : 'test', index } };
  }

  protected override render(): unknown {
    const { store } = this;
    const { value, failure } = this.#pass;
    if (!store?.data || (!value && failure === '')) return nothing;
    const names = variantNames(store.params, store.events);
    return html`<h3>${msg('One image through the network')}</h3>
      <p>
        ${msg('The outputs of every layer for one image, in evaluation mode, at the latest evaluation.')}
        ${this.#canDraw ? msg('Draw a digit, or choose an image; a drawing gets the scaling of the test images.') : nothing}
      </p>
      ${this.#choices(store)}
      ${value ? this.#answer(value, names, store.data.classNames) : html`<p class="soft">${failure}</p>`}`;
  }

  #choices({ data }: RunStore): unknown {
    const { source, index } = this;
    const count = (source === 'training example' ? data?.trainExamples : data?.testExamples) ?? 1;
    const drawing = source === 'my drawing';
    return html`<div class="choices">
      <label
        >${msg('Image')}
        <select @change=${(event: Event) => this.#choose(SOURCES[chosenIndex(event)] ?? 'test image')}>
          ${SOURCES.filter((each) => each !== 'my drawing' || this.#canDraw || drawing).map(
            (each) => html`<option ?selected=${each === source}>${SOURCE_WORDS[each]}</option>`,
          )}
        </select>
      </label>
      ${
        drawing
          ? html`<label
                ><input
                  type="checkbox"
                  .checked=${this.centring}
                  @change=${({ target }: Event) => (this.centring = isChecked(target))}
                />
                ${msg('Centre by mass, as MNIST’s digits are')}</label
              >
              <button type="button" @click=${() => this.#draw(new Uint8Array(this.drawing.length))}>
                ${msg('Clear')}
              </button>`
          : html`<label
                >${msg('Number')}
                <input
                  type="number"
                  min="1"
                  max=${count}
                  .value=${String(index + 1)}
                  @change=${({ target }: Event) => this.#number(target, count)}
                />
                ${msg(str`of ${formatCount(count)}`)}</label
              >
              ${
                this.#canDraw
                  ? html`<button type="button" @click=${() => this.#choose('my drawing')}>
                        ${msg('Draw a digit')}
                      </button>
                      <button type="button" @click=${() => this.#copy()}>${msg('Draw on this image')}</button>`
                  : nothing
              }`
      }
    </div>`;
  }

  #choose(source: (typeof SOURCES)[number]): void {
    if (source === 'my drawing') {
      const size = this.#pass.value?.size ?? 1;
      if (this.drawing.length !== size ** 2) this.drawing = new Uint8Array(size ** 2);
    } else this.index = 0;
    this.source = source;
  }

  #copy(): void {
    const { value } = this.#pass;
    if (value) this.#draw(value.pixels.slice());
    this.source = 'my drawing';
  }

  #draw(pixels: Uint8Array): void {
    this.drawing = pixels;
    this.#drawings++;
  }

  #number(target: EventTarget | null, count: number): void {
    if (!(target instanceof HTMLInputElement)) return;
    const number = Math.round(target.valueAsNumber);
    this.index = Math.min(count, Math.max(1, Number.isFinite(number) ? number : this.index + 1)) - 1;
    target.value = String(this.index + 1);
  }

  #answer(value: Answer, names: readonly string[], classNames: readonly string[]): unknown {
    const { size, channels, pixels, label } = value;
    const name = (k: number): string => classNames[k] ?? String(k);
    return html`<div class="top">
        <div>
          ${
            this.source === 'my drawing'
              ? html`<lab-drawing
                  .pixels=${this.drawing}
                  .size=${size}
                  @drawn=${({ detail }: CustomEvent<Uint8Array>) => this.#draw(detail)}
                ></lab-drawing>`
              : html`<lab-thumbnail
                  class="image"
                  .pixels=${pixels}
                  .size=${size}
                  .channels=${channels}
                  label=${label === null ? msg('the image') : msg(str`the image: true label ${name(label)}`)}
                ></lab-thumbnail>`
          }
          ${label === null ? nothing : html`<p>${msg(str`true label ${name(label)}`)}</p>`}
        </div>
        ${this.#predictions(value, names, name)}
      </div>
      ${value.variants.map(
        ({ layers }, i) =>
          html`${names[i] === undefined ? nothing : html`<h3>${capitalized(names[i])}</h3>`}
            <div class="layers">${layers.map((layer) => this.#layer(layer, names[i]))}</div>`,
      )}`;
  }

  #predictions({ variants }: Answer, names: readonly string[], name: (k: number) => string): unknown {
    const first = variants[0]?.probabilities ?? new Float32Array();
    const most = (k: number): number => Math.max(...variants.map(({ probabilities }) => probabilities[k] ?? 0));
    const all = Array.from(first.keys());
    const rows = all.length <= MOST_CLASSES ? all : all.sort((a, b) => most(b) - most(a)).slice(0, MOST_CLASSES);
    const said = variants.map(({ probabilities }) => {
      const best = probabilities.indexOf(Math.max(...probabilities));
      return `${name(best)}, ${formatPercent(probabilities[best])}`;
    });
    return html`<div class="predictions">
      <p aria-live="polite">
        ${said.map((text, i) => html`${names[i] === undefined ? msg('Predicted') : `${capitalized(names[i])}:`} <b>${text}</b> `)}
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Predictions for this image, scrollable')}>
        <table aria-label=${msg('Predictions for this image')}>
          <thead>
            <tr>
              <th scope="col">${msg('class')}</th>
              ${variants.map((_, i) => html`<th scope="col" colspan="2">${names[i] ?? msg('probability')}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (k) =>
                html`<tr>
                  <th scope="row">${name(k)}</th>
                  ${variants.map(({ probabilities }) => {
                    const share = probabilities[k] ?? NaN;
                    return html`<td>
                        <svg aria-hidden="true">${svg`<rect height="12" width="${(100 * share).toFixed(1)}%" />`}</svg>
                      </td>
                      <td class="number">${formatPercent(share)}</td>`;
                  })}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </div>`;
  }

  #layer({ name, edges: [height, width], total, values }: LayerActivation, variant: string | undefined): unknown {
    const area = height * width;
    const count = values.length / area;
    const largest = values.reduce((most, value) => Math.max(most, value), -Infinity);
    const label = `${variant === undefined ? '' : `${capitalized(variant)}: `}${name}`;
    const shown = count === total ? formatCount(total) : msg(str`the first ${count} of ${formatCount(total)}`);
    const maximum = formatNumber(largest);
    const head = html`<h4>${name}</h4>
      <p class="small soft">
        ${area === 1 ? msg(str`${shown} units, largest value ${maximum}`) : msg(str`${shown} maps of ${height} × ${width}, largest value ${maximum}`)}
      </p>`;
    if (area === 1 || height !== width) {
      return html`<div>
        ${head}
        <svg
          class="bars"
          viewBox="0 0 ${count} 100"
          preserveAspectRatio="none"
          role="img"
          aria-label=${msg(str`${label}, activations`)}
        >
          ${svg`<path class="units" d=${barsOf(values)} />`}
        </svg>
      </div>`;
    }
    // One scale for all maps of a layer.
    const picture = filterPicture(values, 1);
    return html`<div>
      ${head}
      <div class="maps">
        ${Array.from(
          { length: count },
          (_, k) =>
            html`<lab-thumbnail
              .pixels=${picture.subarray(3 * k * area, 3 * (k + 1) * area)}
              .size=${width}
              .channels=${3}
              label=${msg(str`${label}, map ${k + 1}`)}
            ></lab-thumbnail>`,
        )}
      </div>
    </div>`;
  }
}

/** Bars of width 1 in a height of 100, up from 0 or down to the least value. */
function barsOf(values: Float32Array): string {
  const most = values.reduce((largest, value) => Math.max(largest, value), 0);
  const least = values.reduce((smallest, value) => Math.min(smallest, value), 0);
  const y = (value: number): string => ((100 * (most - value)) / (most - least || 1)).toFixed(1);
  return Array.from(values, (value, i) => `M${i} ${y(0)}V${y(value)}H${i + 0.9}V${y(0)}Z`).join('');
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-image-pass': LabImagePass;
  }
}
