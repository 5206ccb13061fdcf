/** One chart as a figure: title, curves or table, legend. The drawing code is lazy-loaded. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ChartFrame } from '../../charts/chart-frame.ts';
import type { ChartSpec } from '../../charts/chart-specs.ts';
import type { ChartCursor } from '../../charts/cursor.ts';
import { placeOf, placeText, wholeEnd } from '../../charts/extent.ts';
import type { LabChart } from '../../charts/lab-chart.ts';
import { chartSummary } from '../../charts/summary.ts';
import { runFrame, runMarks } from '../../charts/run-frame.ts';
import { linesTsv } from '../../charts/tsv.ts';
import { PICTURE_FORMATS, savePicture } from '../../export/picture-file.ts';
import type { RecordedExample } from '../../charts/recorded-example.ts';
import type { Picture } from '../../charts/picture.ts';
import { lineNames, type Line } from '../../charts/line.ts';
import type { Range } from '../../charts/view.ts';
import type { RunStore } from '../../state/run-store.ts';
import { FigureLines } from './figure-lines.ts';
import type { LegendLines } from './legend-rows.ts';
import { figureTable } from './figure-table.ts';
import { swatch } from './line-swatch.ts';
import { hiddenAmong, hiddenLines, isolated, rememberHidden, toggled } from './hidden-lines.ts';
import { figureStyles } from './lab-figure.styles.ts';
import './lab-legend.ts';
import type { LineChoice } from './lab-legend.ts';
import '../ui/lab-menu.ts';
import '../ui/lab-term.ts';
import { Listeners } from '../ui/listeners.ts';
import { cursorContext, onlyChanged, runContext, shown } from '../ui/page-context.ts';
import { shared, tables } from '../ui/styles.ts';
import { msg, str } from '../../shared/util/texts.ts';

const FIGURE = msg('Figure for a paper …');
const SAVES = [...PICTURE_FORMATS, FIGURE, msg('Copy as table')] as const;
const TOLD_FOR = 4000;
/** Lines of text below a small chart. */
const SMALL_LEGEND = 5;
/** More variants need the width of a large chart, for their values side by side. */
const FEW_VARIANTS = 3;
/** Minimum interval between updates of the legend's texts, ms; with a cursor they update at once. */
const WORDS_EVERY = 250;

@customElement('lab-figure')
export class LabFigure extends LitElement {
  static override styles = [shared, tables, figureStyles];

  @property({ attribute: false }) spec?: ChartSpec;
  @shown(runContext) private store?: RunStore;
  @shown(cursorContext) private cursor?: ChartCursor;
  @property({ type: Boolean }) dark = false;
  /** The most rows in a legend of a neighbouring chart, because they have equal height. */
  @property({ type: Number }) rows = 0;
  /** A small chart; a click on its curves enlarges it. */
  @property({ type: Boolean, reflect: true }) small = false;
  /** For a lecture: without tools and legend, with a title in the slot. */
  @property({ type: Boolean, reflect: true }) plain = false;
  /** It can be enlarged or reduced. @fires resize-chart */
  @property({ type: Boolean }) resizable = false;
  @state() private asTable = false;
  @state() private logarithmic = false;
  /** Names of lines that are not drawn; tables and files of numbers keep them. */
  @state() private undrawn: ReadonlySet<string> = new Set();
  /** Incremented when the legend's texts are due. */
  @state() private words = 0;
  /** The outcome of the latest save. */
  @state() private told = '';
  @query('lab-chart:defined') private chart?: LabChart;
  @query('.resize') private resizeButton?: HTMLElement;

  #lines: FigureLines | undefined;
  #madeFor: unknown;
  #highlight: string | undefined;
  #example: RecordedExample | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new Listeners(this, () => [
      [this.cursor, 'move', () => this.#speak(0)],
      [this.cursor?.view, 'change', () => this.#viewChanged()],
    ]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  #viewChanged(): void {
    this.#show();
    this.chart?.invalidate();
    this.#speak(0);
  }

  focusResize(): void {
    this.resizeButton?.focus();
  }

  /** The chart as a picture for a file, in light colours. Undefined before the first measurement. */
  async picture(): Promise<Picture | undefined> {
    const { spec, store } = this;
    if (!spec || !store) return undefined;
    const { chartPicture } = await import('../../charts/picture.ts');
    return chartPicture(this.#frameOf(spec, store, this.#drawn(this.#linesForFile(spec, store))), this.#variants());
  }

  #linesForFile(spec: ChartSpec, store: RunStore, dark = false): readonly Line[] {
    return new FigureLines(spec, store, this.cursor?.view, dark, true).shown;
  }

  /** Opens the dialog of figures for papers. */
  async #openFigure(spec: ChartSpec, store: RunStore): Promise<void> {
    const { openFigureDialog } = await import('./lab-figure-dialog.ts');
    openFigureDialog({
      spec,
      frame: (dark) => this.#frameOf(spec, store, this.#linesForFile(spec, store, dark)),
      variants: this.#variants(),
      hidden: hiddenAmong(this.undrawn, namesOf(this.#lines?.all ?? [])),
    });
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    // During training, numbers arrive faster than anyone can read, so only the curves update at once.
    const { store } = this;
    const only = onlyChanged(this, changed, 'store');
    if (!only || store?.state !== 'training' || store.variants !== this.#madeFor) return true;
    if (!this.asTable) this.chart?.invalidate();
    this.#speak(WORDS_EVERY);
    return false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { spec, store } = this;
    if (!spec || !store) return;
    if (changed.has('spec')) this.undrawn = hiddenLines(spec.title);
    if (this.#madeFor !== store.variants || changed.has('dark') || changed.has('spec')) {
      this.#madeFor = store.variants;
      this.#show();
    }
  }

  /** Charts of the page itself, not of its panels, show a recorded example before a run. */
  get #hasExample(): boolean {
    return this.resizable || this.plain;
  }

  protected override firstUpdated(): void {
    if (!this.#hasExample) return;
    // After the first paint, with the drawing code.
    void import('../../charts/recorded-example.ts').then(({ RECORDED_EXAMPLE }) => {
      this.#example = RECORDED_EXAMPLE;
      this.requestUpdate();
      this.chart?.invalidate();
    });
  }

  protected override updated(): void {
    if (this.#lines) {
      this.toggleAttribute('many', this.#variants().length > FEW_VARIANTS);
      const { lines, rows, narrow } = this.#legendLines(this.#lines);
      this.style.setProperty('--legend-lines', String(lines));
      this.style.setProperty('--legend-rows', String(rows));
      this.style.setProperty('--legend-narrow', String(narrow));
      this.style.setProperty('--own-lines', String(this.#lines.legendLines().lines));
    }
    this.chart?.invalidate();
  }

  protected override render(): unknown {
    const { spec, store } = this;
    const lines = this.#lines;
    if (!spec || !store || !lines) return null;
    const empty = !lines.all.some((line) => line.ys().length > 0);
    return html`<figure aria-label=${spec.title}>
      <figcaption>${this.plain ? this.#plainCaption(spec) : this.#caption(spec, empty)}</figcaption>
      ${this.told === '' ? nothing : html`<p class="told small" aria-live="polite" aria-atomic="true">${this.told}</p>`}
      <div class=${this.asTable ? 'body covered' : 'body'}>
        ${this.#curves(spec, store, lines)} ${this.asTable ? this.#table(spec, store, lines) : nothing}
        ${empty && !this.asTable ? this.#emptyNote(spec) : nothing}
      </div>
      ${this.asTable || this.plain ? nothing : (this.#exampleKey(spec) ?? this.#key(spec, lines))}
    </figure>`;
  }

  #caption(spec: ChartSpec, empty: boolean): unknown {
    return html`<div class="name">
        <h2 aria-label=${spec.title}><lab-term slim .of=${spec.explains}>${spec.title}</lab-term></h2>
        <p class="unit soft">${spec.unit}</p>
      </div>
      <div class="tools">
        ${spec.logarithmic ? this.#toggle(msg('Log'), msg('Log axis'), this.logarithmic, this.#toggleScale) : nothing}
        ${this.#toggle(msg('Table'), msg('Show as table'), this.asTable, this.#toggleTable)}
        <lab-menu
          below
          label=${msg('Save')}
          name=${msg(str`Save ${spec.title}`)}
          .items=${SAVES}
          .disabled=${empty}
          @menu-choice=${(event: CustomEvent<string>) => void this.#save(event.detail)}
        ></lab-menu>
      </div>
      ${this.resizable ? this.#resizeButton(spec.title) : nothing}`;
  }

  #plainCaption(spec: ChartSpec): unknown {
    return html`<div class="name">
      <h2 class="for-ears">${spec.title}</h2>
      <slot></slot>
      <p class="unit soft">${spec.unit}</p>
    </div>`;
  }

  /** The note on an empty chart: its curves are an example, or what will appear. With an example, the key says so. */
  #emptyNote(spec: ChartSpec): unknown {
    if (this.#example && this.#showsExample()) {
      return this.plain ? html`<p class="empty example soft">${msg('recorded example')}</p>` : nothing;
    }
    return html`<p class="empty soft">${spec.empty}</p>`;
  }

  #toggle(text: string, name: string, pressed: boolean, act: () => void): unknown {
    return html`<button
      type="button"
      class="quiet"
      aria-label=${name}
      aria-pressed=${pressed ? 'true' : 'false'}
      title=${name}
      @click=${act}
    >
      ${text}
    </button>`;
  }

  #resizeButton(title: string): unknown {
    const name = this.small ? msg(str`Enlarge ${title}`) : msg(str`Shrink ${title}`);
    // Arrows outwards or inwards.
    const path = this.small ? 'M9 2h5v5M14 2 9 7M7 14H2V9M2 14l5-5' : 'M14 7H9V2M9 7l5-5M2 9h5v5M7 9l-5 5';
    return html`<button type="button" class="quiet resize" aria-label=${name} title=${name} @click=${this.#askResize}>
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${path}></path></svg>
    </button>`;
  }

  readonly #askResize = (): void => {
    this.dispatchEvent(new Event('resize-chart'));
  };

  #curves(spec: ChartSpec, store: RunStore, lines: FigureLines): unknown {
    const { step, until } = store;
    const marks = runMarks(spec, store);
    return html`<lab-chart
      .frame=${this.#frame}
      .cursor=${this.cursor?.place}
      flag=${this.#flag()}
      label=${chartSummary(spec, this.#drawn(lines.all), step, until, marks, lines.variants())}
      @chart-press=${() => {
        if (this.small && this.resizable) this.#askResize();
      }}
      @hover=${(event: CustomEvent<number | null>) => this.#point(event.detail)}
      @brush=${(event: CustomEvent<Range | null>) => this.cursor?.view.show(event.detail ?? undefined, this.#end(store))}
    ></lab-chart>`;
  }

  #table(spec: ChartSpec, store: RunStore, lines: FigureLines): unknown {
    const axis = this.cursor?.view.axis ?? 'step';
    const events = runMarks(spec, store).map(({ step }) => placeOf(step, axis, store.variants));
    return figureTable({ spec, lines: lines.shown, variants: lines.variants(), axis, events });
  }

  /** The chart calls it when it draws. */
  readonly #frame = (): ChartFrame => {
    const { spec, store } = this;
    if (!spec || !store) throw new Error('a chart was drawn before it was told what');
    return this.#exampleFrame(spec) ?? this.#frameOf(spec, store, this.#drawn(this.#lines?.shown ?? []));
  };

  /** Before a run, charts show a recorded example; undefined for charts with values. */
  #exampleFrame(spec: ChartSpec): ChartFrame | undefined {
    const run = this.#example;
    if (!run || !this.#showsExample()) return undefined;
    const lines = spec.lines(run.variants, this.dark);
    const [end, logarithmic] = [run.step, this.logarithmic];
    return runFrame({ spec, run, view: undefined, lines, end, logarithmic, highlight: undefined, example: true });
  }

  /** The names of the example's lines, without values: those would not be of this run. */
  #exampleKey(spec: ChartSpec): unknown {
    const run = this.#example;
    if (!run || !this.#showsExample()) return undefined;
    // The legend of a paired run has a heading and a line for each name.
    const layout = this.#variants().length > 0 ? 'example-key column soft' : 'example-key soft';
    return html`<div class=${layout}>
      <span><span class="tag">${msg('recorded example')}</span></span>
      ${spec.lines(run.variants, this.dark).map(({ name, style }) => html`<span>${swatch(style)}${name}</span>`)}
    </div>`;
  }

  #showsExample(): boolean {
    return this.#hasExample && this.store?.begun === false && this.#lines?.all.length === 0;
  }

  #frameOf(spec: ChartSpec, store: RunStore, lines: readonly Line[]): ChartFrame {
    const { logarithmic } = this;
    const [view, end, highlight] = [this.cursor?.view, this.#end(store), this.#highlight];
    return runFrame({ spec, run: store, view, lines, end, logarithmic, highlight });
  }

  #drawn(lines: readonly Line[]): readonly Line[] {
    const hidden = hiddenAmong(this.undrawn, namesOf(lines));
    return hidden.size === 0 ? lines : lines.filter(({ name }) => !hidden.has(name));
  }

  #end(store: RunStore): number {
    return wholeEnd(store, this.cursor?.view ?? { axis: 'step', overlays: [] });
  }

  #show(): void {
    const { cursor, spec, store } = this;
    if (store && spec) this.#lines = new FigureLines(spec, store, cursor?.view, this.dark);
  }

  #variants(): readonly string[] {
    return this.#lines?.variants() ?? [];
  }

  #point(place: number | null): void {
    if (this.cursor) this.cursor.place = place ?? undefined;
  }

  #key({ title, format }: ChartSpec, lines: FigureLines): unknown {
    return html`<lab-legend
      .rows=${lines.legend(format, this.cursor?.place)}
      .lines=${this.#legendLines(lines).lines}
      .variants=${lines.variants()}
      .heads=${lines.heads()}
      .hiddenNames=${hiddenAmong(this.undrawn, namesOf(lines.all))}
      label="${title}: ${this.#when()}"
      @line-hover=${this.#highlightLine}
      @line-choice=${this.#chooseLine}
    ></lab-legend>`;
  }

  /** A small chart has room for a few lines; the others scroll. */
  #legendLines(figureLines: FigureLines): LegendLines {
    const { lines, rows, narrow } = figureLines.legendLines(this.rows);
    const most = this.small ? SMALL_LEGEND : Infinity;
    return { lines: Math.min(most, lines), rows: Math.min(most, rows), narrow: Math.min(most, narrow) };
  }

  /** Saves or copies the chart, and reports the outcome. */
  async #save(item: string): Promise<void> {
    const { spec, store } = this;
    if (!spec || !store) return;
    this.told = '';
    try {
      const format = PICTURE_FORMATS.find((each) => each === item);
      if (format) await savePicture(await this.picture(), format);
      else if (item === FIGURE) await this.#openFigure(spec, store);
      else {
        const { all = [] } = this.#lines ?? {};
        await navigator.clipboard.writeText(linesTsv(all, lineNames(all, this.#variants())));
        this.told = msg('Copied. Paste it into a spreadsheet.');
        setTimeout(() => (this.told = ''), TOLD_FOR);
      }
    } catch (error) {
      this.told = msg(str`${item} failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #flag(): string {
    const { place, view } = this.cursor ?? {};
    return place === undefined || !view ? '' : placeText(place, view.axis);
  }

  #when(): string {
    const { place, view } = this.cursor ?? {};
    return place === undefined || !view ? msg('latest values') : msg(str`values at ${placeText(place, view.axis)}`);
  }

  #speak(delay: number): void {
    if (this.#timer !== undefined && delay > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!document.hidden) this.words += 1;
    }, delay);
  }

  #highlightLine(event: CustomEvent<string | null>): void {
    this.#highlight = event.detail ?? undefined;
    this.chart?.invalidate();
  }

  #chooseLine({ detail: { name, alone } }: CustomEvent<LineChoice>): void {
    const names = namesOf(this.#lines?.all ?? []);
    this.undrawn = (alone ? isolated : toggled)(hiddenAmong(this.undrawn, names), name, names);
    if (this.spec) rememberHidden(this.spec.title, this.undrawn);
  }

  readonly #toggleScale = (): void => {
    this.logarithmic = !this.logarithmic;
  };
  readonly #toggleTable = (): void => {
    this.asTable = !this.asTable;
  };
}

const namesOf = (lines: readonly Line[]): readonly string[] => [...new Set(lines.map(({ name }) => name))];

declare global {
  interface HTMLElementTagNameMap {
    'lab-figure': LabFigure;
  }
}
