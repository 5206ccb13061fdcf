/** A dialog that makes a figure for a paper or slide from a chart, with a preview. It is loaded when it is opened. */
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ChartFrame } from '../../charts/chart-frame.ts';
import type { ChartSpec } from '../../charts/chart-specs.ts';
import { PX_PER_MM } from '../../charts/paper.ts';
import { chartPicture, placeTitle, valueTitle, type Picture, type PictureStyle } from '../../charts/picture.ts';
import { pictureNode } from '../../charts/svg-document.ts';
import { PICTURE_FORMATS, savePicture, type PictureFormat } from '../../export/picture-file.ts';
import { pngScale } from '../../export/png.ts';
import { dialogs, shared } from '../ui/styles.ts';
import {
  FIGURE_SIZES,
  lastOptions,
  LIMITS,
  limited,
  NAME_PLACES,
  pictureStyle,
  rememberOptions,
  sizeName,
  type FigureOptions,
} from './figure-options.ts';
import { figureDialogStyles } from './lab-figure-dialog.styles.ts';
import { LANGUAGE, msg, str } from '../../shared/util/texts.ts';

/** The chart of a figure. */
export interface FigureSource {
  readonly spec: ChartSpec;
  /** With all lines, in the colours of the theme. */
  readonly frame: (dark: boolean) => ChartFrame;
  /** Names of the variants; empty for a single run. */
  readonly variants: readonly string[];
  /** Names of the lines that the page doesn't show. */
  readonly hidden: ReadonlySet<string>;
}

type Titles = Required<Pick<PictureStyle, 'title' | 'xTitle' | 'yTitle'>>;

const OWN_SIZE = msg('Other size');
const MEASURES = [
  { key: 'width', label: msg('Width, mm') },
  { key: 'height', label: msg('Height, mm') },
  { key: 'size', label: msg('Font size, pt') },
] as const;
const TITLES = [
  { key: 'title', label: msg('Title') },
  { key: 'xTitle', label: msg('Horizontal axis') },
  { key: 'yTitle', label: msg('Vertical axis') },
] as const;

export function openFigureDialog(source: FigureSource): void {
  const dialog = document.createElement('lab-figure-dialog');
  dialog.source = source;
  document.body.append(dialog);
}

@customElement('lab-figure-dialog')
export class LabFigureDialog extends LitElement {
  static override styles = [shared, dialogs, figureDialogStyles];

  @property({ attribute: false }) source?: FigureSource;
  @state() private options = lastOptions();
  @state() private titles: Titles = { title: '', xTitle: '', yTitle: '' };
  /** Names of the lines that aren't drawn. */
  @state() private undrawn: ReadonlySet<string> = new Set();
  /** Indices of the variants that aren't drawn. */
  @state() private undrawnVariants: ReadonlySet<number> = new Set();
  @state() private failure = '';
  @query('dialog') private dialog?: HTMLDialogElement;

  protected override firstUpdated(): void {
    this.dialog?.showModal();
  }

  protected override willUpdate(): void {
    if (this.hasUpdated || !this.source) return;
    const { spec, frame, hidden } = this.source;
    this.undrawn = hidden;
    this.titles = { title: '', xTitle: placeTitle(frame(false)), yTitle: valueTitle(spec) };
  }

  protected override render(): unknown {
    const { source } = this;
    if (!source) return null;
    const picture = this.#picture(source);
    // Shortcuts of the page aren't for this dialog.
    return html`<dialog
      aria-labelledby="heading"
      @close=${() => this.remove()}
      @keydown=${(event: Event) => event.stopPropagation()}
    >
      <h2 id="heading">${msg(str`Figure: ${source.spec.title}`)}</h2>
      <div class="columns">
        <div class="shown">
          <div class=${this.options.dark ? 'paper dark' : 'paper'}>
            ${picture ? pictureNode(document, picture, 'figure-') : html`<p>${msg('No line is chosen.')}</p>`}
          </div>
          <p class="small soft" aria-live="polite">${picture ? this.#sizes(picture) : nothing}</p>
        </div>
        <form method="dialog" @submit=${(event: Event) => event.preventDefault()}>
          ${this.#sizeFields()} ${this.#textFields()} ${this.#lineFields(source)}
        </form>
      </div>
      ${this.failure === '' ? nothing : html`<p class="failure" role="alert">${this.failure}</p>`}
      <div class="buttons">
        ${PICTURE_FORMATS.map(
          (format) =>
            html`<button
              type="button"
              class=${format === 'SVG' ? 'primary' : ''}
              ?disabled=${!picture}
              @click=${() => void this.#save(picture, format)}
            >
              ${msg(str`Save ${format}`)}
            </button>`,
        )}
        <button type="button" @click=${() => this.dialog?.close()}>${msg('Close')}</button>
      </div>
    </dialog>`;
  }

  #picture({ frame, variants }: FigureSource): Picture | undefined {
    const { options, titles, undrawn, undrawnVariants } = this;
    const whole = frame(options.dark);
    const lines = whole.lines.filter(({ name, variant }) => !undrawn.has(name) && !undrawnVariants.has(variant));
    const drawn = {
      ...whole,
      lines,
      ...(!options.guides && { guides: [] }),
      ...(!options.changes && { marks: [], spans: [] }),
    };
    return chartPicture(drawn, variants, { ...pictureStyle(options), ...titles });
  }

  /** The picture's size, which is more than was chosen if the texts need it. */
  #sizes(picture: Picture): string {
    const [width, height] = [picture.width, picture.height].map((pixels) => Math.round(pixels / PX_PER_MM));
    const scale = pngScale(picture);
    const pixels = [picture.width, picture.height].map((each) => Math.round(each * scale).toLocaleString(LANGUAGE));
    const size = pixels.join(' × ');
    return (height ?? 0) > this.options.height + 1
      ? msg(str`${width} × ${height} mm, higher than chosen because the texts need it. PNG: ${size} pixels.`)
      : msg(str`${width} × ${height} mm. PNG: ${size} pixels.`);
  }

  #sizeFields(): unknown {
    const { options } = this;
    const size = sizeName(options) ?? OWN_SIZE;
    return html`<div class="wide">
        <label for="preset">${msg('Size')}</label>
        <select
          id="preset"
          @change=${({ target }: Event) => {
            if (!(target instanceof HTMLSelectElement)) return;
            this.#choose(FIGURE_SIZES.find(({ name }) => name === target.value)?.measures ?? {});
          }}
        >
          ${[...FIGURE_SIZES.map(({ name }) => name), OWN_SIZE].map(
            (name) =>
              html`<option .selected=${live(name === size)} ?disabled=${name === OWN_SIZE && size !== name}>
                ${name}
              </option>`,
          )}
        </select>
      </div>
      ${MEASURES.map(
        ({ key, label }) =>
          html`<div>
            <label for=${key}>${label}</label>
            <input
              id=${key}
              type="number"
              min=${LIMITS[key].min}
              max=${LIMITS[key].max}
              step=${key === 'size' ? 0.5 : 1}
              .value=${live(String(options[key]))}
              @change=${({ target }: Event) => {
                if (!(target instanceof HTMLInputElement)) return;
                this.#choose({ [key]: limited(key, target.valueAsNumber) ?? options[key] });
              }}
            />
          </div>`,
      )}`;
  }

  #textFields(): unknown {
    const { options } = this;
    return html`${TITLES.map(
        ({ key, label }) =>
          html`<div class="wide">
            <label for=${key}>${label}</label>
            <input
              id=${key}
              placeholder=${msg('none')}
              .value=${live(this.titles[key])}
              @input=${({ target }: Event) => {
                if (target instanceof HTMLInputElement) this.titles = { ...this.titles, [key]: target.value };
              }}
            />
          </div>`,
      )}
      <div class="half">
        <label for="names">${msg('Line names')}</label>
        <select
          id="names"
          @change=${({ target }: Event) => {
            if (!(target instanceof HTMLSelectElement)) return;
            this.#choose({ names: NAME_PLACES[target.selectedIndex]?.place ?? options.names });
          }}
        >
          ${NAME_PLACES.map(
            ({ place, label }) => html`<option .selected=${live(place === options.names)}>${label}</option>`,
          )}
        </select>
      </div>
      <div class="half">
        <label for="colours">${msg('Colours')}</label>
        <select
          id="colours"
          @change=${({ target }: Event) => {
            if (target instanceof HTMLSelectElement) this.#choose({ dark: target.selectedIndex === 1 });
          }}
        >
          <option .selected=${live(!options.dark)}>${msg('light')}</option>
          <option .selected=${live(options.dark)}>${msg('dark')}</option>
        </select>
      </div>`;
  }

  #lineFields({ frame, variants }: FigureSource): unknown {
    const { options } = this;
    const names = [...new Set(frame(options.dark).lines.map(({ name }) => name))];
    return html`<fieldset>
        <legend>${msg('Lines')}</legend>
        ${names.map((name) => check(name, !this.undrawn.has(name), () => (this.undrawn = toggled(this.undrawn, name))))}
      </fieldset>
      ${
        variants.length > 1
          ? html`<fieldset>
              <legend>${msg('Networks')}</legend>
              ${variants.map((name, k) => check(name, !this.undrawnVariants.has(k), () => (this.undrawnVariants = toggled(this.undrawnVariants, k))))}
            </fieldset>`
          : nothing
      }
      <fieldset>
        <legend>${msg('Also shown')}</legend>
        ${check(msg('reference lines'), options.guides, () => this.#choose({ guides: !options.guides }))}
        ${check(msg('changes of settings'), options.changes, () => this.#choose({ changes: !options.changes }))}
      </fieldset>`;
  }

  #choose(changes: Partial<FigureOptions>): void {
    this.options = { ...this.options, ...changes };
    rememberOptions(this.options);
    // A field whose text was out of range shows the value in force.
    this.requestUpdate();
  }

  async #save(picture: Picture | undefined, format: PictureFormat): Promise<void> {
    this.failure = '';
    try {
      await savePicture(picture, format);
    } catch (error) {
      this.failure = msg(str`The ${format} was not saved: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

const check = (label: string, checked: boolean, change: () => void): unknown =>
  html`<label class="check"><input type="checkbox" .checked=${live(checked)} @change=${change} />${label}</label>`;

function toggled<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  const changed = new Set(set);
  if (!changed.delete(member)) changed.add(member);
  return changed;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-figure-dialog': LabFigureDialog;
  }
}
