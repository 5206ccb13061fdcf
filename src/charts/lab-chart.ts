/**
 * The one wrapper of Chart.js, which gives axes, ticks and layout; the lines are drawn from reduced columns, so that a
 * redraw costs pixels and not steps. Loaded when the first chart is.
 * @fires hover {detail: place on the axis | null} @fires stretch {detail: Range | null}
 */
import { Chart, LinearScale, LineController, LogarithmicScale, type Plugin } from 'chart.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { chartOptions } from './chart-options.ts';
import { valueLimits, type ChartFrame, type Limits } from './chart-frame.ts';
import type { Line } from './line.ts';
import { paintBand, paintGuides, paintLine, paintMarks, paintSpans, type Plane } from './paint.ts';
import { Reduction, reduceStretch } from './reduce.ts';
import { redraws } from './redraw.ts';
import { StretchDrag } from './stretch-drag.ts';
import { readTheme, type ChartTheme } from './theme.ts';
import type { Range } from './view.ts';

const FADED_ALPHA = 0.2;
/** As measured, behind a smoothed line. */
const RAW_ALPHA = 0.3;

Chart.register(LinearScale, LineController, LogarithmicScale);

@customElement('lab-chart')
export class LabChart extends LitElement {
  static override styles = css`
    :host {
      display: block;
      position: relative;
      min-height: 0;
    }
    div {
      position: absolute;
      inset: 0;
    }
    .cursor {
      inset: 0 auto 0 0;
      width: 1px;
      background: var(--text-soft);
      pointer-events: none;
    }
    .stretch {
      inset: 0 auto 0 0;
      background: color-mix(in srgb, var(--accent) 20%, transparent);
      border-inline: 1px solid var(--accent);
      pointer-events: none;
    }
  `;

  /** Asked for each drawing. */
  @property({ attribute: false }) frame?: () => ChartFrame;
  /** The image's accessible name. */
  @property() label = '';
  /** Where on the axis the cursor of all charts is. */
  @property({ attribute: false }) cursor: number | undefined;
  @query('canvas') private canvas?: HTMLCanvasElement;
  @query('.stretch') private stretchMark?: HTMLElement;
  @query('.cursor') private cursorLine?: HTMLElement;

  visible = false;
  #chart: Chart | undefined;
  #theme: ChartTheme | undefined;
  #drawn: ChartFrame | undefined;
  #limits: Limits = { min: 0, max: 1 };
  #layout = '';
  readonly #drag = new StretchDrag({
    mark: () => this.stretchMark,
    bounds: () => this.#chart?.chartArea,
    done: (left, right) => {
      const scale = this.#chart?.scales.x;
      const [from, to] = [scale?.getValueForPixel(left), scale?.getValueForPixel(right)];
      if (from !== undefined && to !== undefined) this.#stretch({ from, to });
    },
  });
  readonly #reductions = new Map<Line, Reduction>();
  readonly #smoothReductions = new Map<Line, Reduction>();
  readonly #inView = new IntersectionObserver((entries) => {
    this.visible = entries.at(-1)?.isIntersecting ?? false;
    this.invalidate();
  });
  readonly #scheme = matchMedia('(prefers-color-scheme: dark)');
  readonly #rebuild = (): void => {
    this.#release();
    this.invalidate();
  };

  readonly #typeSize = new MutationObserver(this.#rebuild);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#inView.observe(this);
    this.#scheme.addEventListener('change', this.#rebuild);
    this.#typeSize.observe(document.documentElement, { attributeFilter: ['data-view'] });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#inView.disconnect();
    this.#scheme.removeEventListener('change', this.#rebuild);
    this.#typeSize.disconnect();
    redraws.forget(this);
    this.#release();
  }

  /** Something that the chart shows has changed. */
  invalidate(): void {
    redraws.request(this);
  }

  /** Draws now, whatever the schedule, and gives the canvas. */
  picture(): HTMLCanvasElement | undefined {
    this.draw();
    return this.canvas;
  }

  draw(): void {
    const frame = this.frame?.();
    const { canvas } = this;
    if (!frame || !canvas || canvas.clientWidth === 0) return;
    this.#drawn = frame;
    this.#reduce(frame, canvas.clientWidth);
    this.#limits = valueLimits(
      frame,
      frame.lines.map((line) => this.#reduction(line)),
    );
    const { min, max } = this.#limits;
    const kind = frame.logarithmic ? 'logarithmic' : 'linear';
    const form = `${kind} ${frame.axis}`;
    const layout = `${form} ${frame.start} ${frame.end} ${min} ${max}`;
    if (this.#chart && !this.#layout.startsWith(form)) this.#release();
    if (!this.#chart) this.#chart = this.#build(canvas, frame);
    else if (layout === this.#layout) this.#chart.draw();
    else this.#refit(this.#chart, frame);
    this.#layout = layout;
    this.#placeCursor();
  }

  protected override render(): unknown {
    return html`<div
      role="img"
      aria-label=${this.label}
      @pointermove=${this.#hover}
      @pointerleave=${() => this.#tell(null)}
      @pointerdown=${(event: PointerEvent) => this.#drag.begin(event)}
      @dblclick=${() => this.#stretch(null)}
    >
      <canvas aria-hidden="true"></canvas>
      <div class="cursor" hidden></div>
      <div class="stretch" hidden></div>
    </div>`;
  }

  protected override firstUpdated(): void {
    this.invalidate();
  }

  protected override updated(): void {
    this.#placeCursor();
  }

  #build(canvas: HTMLCanvasElement, frame: ChartFrame): Chart {
    this.#theme ??= readTheme(this);
    const painter: Plugin = { id: 'lines', beforeDatasetsDraw: (chart) => this.#paint(chart) };
    return new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: chartOptions(
        frame,
        this.#theme,
        () => this.#limits,
        () => this.invalidate(),
      ),
      plugins: [painter],
    });
  }

  #refit(chart: Chart, frame: ChartFrame): void {
    const axis = chart.options.scales?.x;
    if (axis) Object.assign(axis, { min: frame.start, max: frame.end });
    chart.update('none');
  }

  #release(): void {
    this.#chart?.destroy();
    this.#chart = undefined;
    this.#theme = undefined;
  }

  #reduction(line: Line): Reduction {
    return reductionIn(this.#reductions, line);
  }

  #smoothReduction(line: Line): Reduction {
    return reductionIn(this.#smoothReductions, line);
  }

  #reduce(frame: ChartFrame, columns: number): void {
    for (const kept of [this.#reductions, this.#smoothReductions]) {
      for (const line of kept.keys()) if (!frame.lines.includes(line)) kept.delete(line);
    }
    for (const line of frame.lines) {
      const xs = line.xs();
      const breaks = line.breaks?.();
      reduceStretch(this.#reduction(line), xs, line.ys(), frame, columns, breaks);
      if (line.smoothed) reduceStretch(this.#smoothReduction(line), xs, line.smoothed(), frame, columns, breaks);
    }
  }

  #paint(chart: Chart): void {
    const frame = this.#drawn;
    const theme = this.#theme;
    const plane = planeOf(chart);
    if (!frame || !theme || !plane) return;
    const context = chart.ctx;
    context.save();
    context.font = `${theme.size}px ${theme.font}`;
    context.save();
    context.beginPath();
    context.rect(plane.left, plane.top - 1, plane.right - plane.left, plane.bottom - plane.top + 2);
    context.clip();
    paintSpans(context, plane, frame.spans, theme);
    context.lineJoin = 'round';
    const faded = (line: Line): boolean => frame.highlight !== undefined && line.name !== frame.highlight;
    for (const line of frame.lines) if (!faded(line)) paintBand(context, plane, line, this.#reduction(line));
    for (const line of frame.lines) {
      const alpha = faded(line) ? FADED_ALPHA : 1;
      if (line.smoothed) {
        context.globalAlpha = RAW_ALPHA * alpha;
        paintLine(context, plane, line, this.#reduction(line));
      }
      context.globalAlpha = alpha;
      paintLine(context, plane, line, line.smoothed ? this.#smoothReduction(line) : this.#reduction(line));
    }
    context.restore();
    paintGuides(context, plane, frame.guides, theme);
    paintMarks(context, plane, frame.marks, theme);
    context.restore();
  }

  #hover(event: PointerEvent): void {
    const scale = this.#chart?.scales.x;
    const value = scale?.getValueForPixel(event.offsetX);
    const { start = 0, end = 0 } = this.#drawn ?? {};
    this.#tell(value === undefined || value < start || value > end ? null : value);
  }

  #stretch(range: Range | null): void {
    this.dispatchEvent(new CustomEvent<Range | null>('stretch', { detail: range }));
  }

  #tell(x: number | null): void {
    this.dispatchEvent(new CustomEvent<number | null>('hover', { detail: x }));
  }

  #placeCursor(): void {
    const line = this.cursorLine;
    const scale = this.#chart?.scales.x;
    if (!line || !scale) return;
    line.hidden = this.cursor === undefined || this.cursor < scale.min || this.cursor > scale.max;
    line.style.transform = `translateX(${scale.getPixelForValue(this.cursor ?? 0)}px)`;
  }
}

function reductionIn(reductions: Map<Line, Reduction>, line: Line): Reduction {
  let reduction = reductions.get(line);
  if (!reduction) reductions.set(line, (reduction = new Reduction()));
  return reduction;
}

/** The chart's area with linear arithmetic for its scales, cheaper than asking Chart.js for each point. */
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
