/**
 * The wrapper of Chart.js, which provides axes, ticks and layout; the painter draws between the axes. Lazy-loaded with
 * the first chart.
 * @fires hover {detail: place on the axis | null} @fires brush {detail: Range | null}
 * @fires chart-press
 */
import { Chart, LinearScale, LineController, LogarithmicScale, type Plugin } from 'chart.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { colorTheme } from '../state/color-theme.ts';
import { frozen, valueLimits, type ChartFrame, type Limits } from './chart-frame.ts';
import { chartOptions } from './chart-options.ts';
import { ChartPainter } from './chart-painter.ts';
import { labelMargins, marksHeight, type Margins, type Plane } from './paint.ts';
import { redraws } from './redraw.ts';
import { RangeBrush } from './range-brush.ts';
import { readTheme, type ChartTheme } from './theme.ts';
import type { Range } from './view.ts';

Chart.register(LinearScale, LineController, LogarithmicScale);

/** Height of the numbers below the plot, in font sizes. */
const AXIS_NUMBERS = 1.3;

@customElement('lab-chart')
export class LabChart extends LitElement {
  static override styles = css`
    :host {
      display: block;
      position: relative;
      min-height: 0;
      /* In forced colours the canvas takes its colours from tokens, which are then the user's. */
      forced-color-adjust: none;
    }
    div {
      position: absolute;
      inset: 0;
    }
    .front {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
    }
    .back {
      visibility: hidden;
    }
    .cursor {
      inset: 0 auto auto 0;
      width: 1px;
      background: var(--text-soft);
      pointer-events: none;
    }
    .flag {
      inset: 0 auto auto 0;
      padding: 0 4px;
      border: 1px solid var(--line-strong);
      border-radius: var(--radius);
      background: var(--surface);
      color: var(--text);
      font: 0.75rem / 1.125rem var(--font);
      font-variant-numeric: var(--text-number);
      white-space: nowrap;
      pointer-events: none;
    }
    .brush {
      inset: 0 auto 0 0;
      background: color-mix(in srgb, var(--accent) 20%, transparent);
      border-inline: 1px solid var(--accent);
      pointer-events: none;
    }
  `;

  /** Called for each drawing. */
  @property({ attribute: false }) frame?: () => ChartFrame;
  /** The image's accessible name. */
  @property() label = '';
  /** Position of the shared cursor on the axis. */
  @property({ attribute: false }) cursor: number | undefined;
  /** The cursor's position as text, shown on its flag. */
  @property() flag = '';
  @query('.flag') private flagMark?: HTMLElement;
  /** Chart.js draws here, out of sight. */
  @query('.back') private canvas?: HTMLCanvasElement;
  /** Shows the finished drawing. */
  @query('.front') private front?: HTMLCanvasElement;
  @query('.brush') private brushMark?: HTMLElement;
  @query('.cursor') private cursorLine?: HTMLElement;

  visible = false;
  #chart: Chart | undefined;
  #theme: ChartTheme | undefined;
  #drawn: ChartFrame | undefined;
  /** The scheduler shows the drawing together with those of other charts. */
  #inRound = false;
  #limits: Limits = { min: 0, max: 1 };
  #margins: Margins = { top: 0, right: 0, lines: [] };
  #layout = '';
  readonly #drag = new RangeBrush({
    mark: () => this.brushMark,
    bounds: () => this.#chart?.chartArea,
    done: (left, right) => {
      const scale = this.#chart?.scales.x;
      const [from, to] = [scale?.getValueForPixel(left), scale?.getValueForPixel(right)];
      if (from !== undefined && to !== undefined) this.#showRange({ from, to });
    },
    pressed: () => this.dispatchEvent(new Event('chart-press')),
  });
  readonly #painter = new ChartPainter();
  /** Widths of labels in the theme's font, px. */
  readonly #widths = new Map<string, number>();
  readonly #inView = new IntersectionObserver((entries) => {
    this.visible = entries.at(-1)?.isIntersecting ?? false;
    this.invalidate();
  });
  /** Size of the element, px. To read it while drawing would make the browser lay out the page first. */
  #size = { width: 0, height: 0 };
  readonly #resized = new ResizeObserver((entries) => {
    const { width, height } = entries.at(-1)?.contentRect ?? this.#size;
    this.#size = { width: Math.round(width), height: Math.round(height) };
    this.invalidate();
  });
  readonly #rebuild = (): void => {
    this.#release();
    this.invalidate();
  };

  readonly #typeSize = new MutationObserver(this.#rebuild);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#inView.observe(this);
    this.#resized.observe(this);
    colorTheme.addEventListener('change', this.#rebuild);
    this.#typeSize.observe(document.documentElement, { attributeFilter: ['data-view'] });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#inView.disconnect();
    this.#resized.disconnect();
    colorTheme.removeEventListener('change', this.#rebuild);
    this.#typeSize.disconnect();
    redraws.forget(this);
    this.#release();
  }

  /** Requests a redraw because the chart's data changed. */
  invalidate(): void {
    redraws.request(this);
  }

  read(): void {
    const frame = this.frame?.();
    this.#drawn = frame && frozen(frame);
  }

  draw(): void {
    const { canvas } = this;
    const frame = this.#drawn;
    const { width, height } = this.#size;
    if (!frame || !canvas || width === 0) return;
    this.#inRound = true;
    const theme = (this.#theme ??= readTheme(this));
    const plotHeight = height - marksHeight(frame, theme) - AXIS_NUMBERS * theme.size;
    this.#margins = labelMargins(frame, theme, (text) => this.#widthOf(canvas, theme, text), {
      width,
      height: plotHeight,
    });
    this.#limits = valueLimits(frame, this.#painter.reduce(frame, width));
    const { min, max } = this.#limits;
    const kind = frame.logarithmic ? 'logarithmic' : 'linear';
    const form = `${kind} ${frame.axis}`;
    const { top, right } = this.#margins;
    const layout = `${form} ${frame.start} ${frame.end} ${min} ${max} ${top} ${right}`;
    if (this.#chart && !this.#layout.startsWith(form)) this.#release();
    if (!this.#chart) this.#chart = this.#build(canvas, frame, theme);
    else if (layout === this.#layout) this.#chart.draw();
    else this.#refit(this.#chart, frame);
    this.#layout = layout;
    this.#inRound = false;
  }

  show(): void {
    this.#copy();
    this.#placeCursor();
  }

  #copy(): void {
    const { canvas, front } = this;
    const context = front?.getContext('2d');
    if (!canvas || !front || !context || canvas.width === 0 || canvas.height === 0) return;
    if (front.width !== canvas.width) front.width = canvas.width;
    if (front.height !== canvas.height) front.height = canvas.height;
    context.globalCompositeOperation = 'copy';
    context.drawImage(canvas, 0, 0);
  }

  protected override render(): unknown {
    return html`<div
      role="img"
      aria-label=${this.label}
      @pointermove=${this.#hover}
      @pointerleave=${() => this.#tell(null)}
      @pointerdown=${(event: PointerEvent) => this.#drag.begin(event)}
      @dblclick=${() => this.#showRange(null)}
    >
      <canvas class="front" aria-hidden="true"></canvas>
      <canvas class="back" aria-hidden="true"></canvas>
      <div class="cursor" hidden></div>
      <div class="flag" aria-hidden="true" hidden>${this.flag}</div>
      <div class="brush" hidden></div>
    </div>`;
  }

  protected override firstUpdated(): void {
    this.invalidate();
  }

  protected override updated(): void {
    this.#placeCursor();
  }

  #build(canvas: HTMLCanvasElement, frame: ChartFrame, theme: ChartTheme): Chart {
    const painter: Plugin = {
      id: 'lines',
      beforeDatasetsDraw: (chart) => {
        const plane = planeOf(chart);
        if (plane && this.#drawn && this.#theme)
          this.#painter.paint(chart.ctx, plane, this.#drawn, this.#theme, this.#margins);
      },
      // Chart.js itself draws when the size changes.
      afterDraw: () => {
        if (!this.#inRound) this.#copy();
      },
    };
    return new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: chartOptions(
        frame,
        theme,
        this.#margins,
        () => this.#limits,
        () => this.invalidate(),
      ),
      plugins: [painter],
    });
  }

  #refit(chart: Chart, frame: ChartFrame): void {
    const axis = chart.options.scales?.x;
    if (axis) Object.assign(axis, { min: frame.start, max: frame.end });
    if (chart.options.layout) chart.options.layout.padding = padding(this.#margins);
    chart.update('none');
  }

  /** Width of a label in px. The few labels of a chart recur in each drawing. */
  #widthOf(canvas: HTMLCanvasElement, theme: ChartTheme, text: string): number {
    const known = this.#widths.get(text);
    const context = known === undefined ? canvas.getContext('2d') : null;
    if (!context) return known ?? 0;
    context.save();
    context.font = `${theme.size}px ${theme.font}`;
    const { width } = context.measureText(text);
    context.restore();
    this.#widths.set(text, width);
    return width;
  }

  #release(): void {
    this.#widths.clear();
    this.#chart?.destroy();
    this.#chart = undefined;
    this.#theme = undefined;
  }

  #hover(event: PointerEvent): void {
    const scale = this.#chart?.scales.x;
    const value = scale?.getValueForPixel(event.offsetX);
    const { start = 0, end = 0 } = this.#drawn ?? {};
    this.#tell(value === undefined || value < start || value > end ? null : value);
  }

  #showRange(range: Range | null): void {
    this.dispatchEvent(new CustomEvent<Range | null>('brush', { detail: range }));
  }

  #tell(x: number | null): void {
    this.dispatchEvent(new CustomEvent<number | null>('hover', { detail: x }));
  }

  #placeCursor(): void {
    const line = this.cursorLine;
    const scale = this.#chart?.scales.x;
    if (!line || !scale) return;
    line.hidden = this.cursor === undefined || this.cursor < scale.min || this.cursor > scale.max;
    const { top = 0, bottom = 0 } = this.#chart?.chartArea ?? {};
    line.style.transform = `translate(${scale.getPixelForValue(this.cursor ?? 0)}px, ${top}px)`;
    line.style.height = `${bottom - top}px`;
    const flag = this.flagMark;
    if (!flag) return;
    flag.hidden = line.hidden;
    if (flag.hidden) return;
    // Over the axis' numbers, where it hides no curve.
    const left = scale.getPixelForValue(this.cursor ?? 0) - flag.offsetWidth / 2;
    const most = this.clientWidth - flag.offsetWidth;
    flag.style.transform = `translate(${Math.max(0, Math.min(left, most))}px, ${bottom + 1}px)`;
  }
}

const padding = ({ top, right }: Margins): Pick<Margins, 'top' | 'right'> => ({ top, right });

/** The chart's area with linear mappings for its scales, which is cheaper than asking Chart.js for each point. */
function planeOf(chart: Chart): Plane | undefined {
  const { chartArea: area, scales } = chart;
  const { x, y } = scales;
  if (!x || !y) return undefined;
  const { left, right, top, bottom } = area;
  const perStep = (right - left) / (x.max - x.min);
  const logarithmic = y.type === 'logarithmic';
  const at = logarithmic ? Math.log10 : (value: number): number => value;
  const low = at(y.min);
  const perUnit = (bottom - top) / (at(y.max) - low);
  return {
    left,
    right,
    top,
    bottom,
    x: (step) => left + (step - x.min) * perStep,
    y: (value) => bottom - (at(value) - low) * perUnit,
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-chart': LabChart;
  }
}
