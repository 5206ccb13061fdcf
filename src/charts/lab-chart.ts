/**
 * The one wrapper of Chart.js, which gives axes, ticks and layout; what stands between the axes the painter draws. Loaded
 * when the first chart is.
 * @fires hover {detail: place on the axis | null} @fires stretch {detail: Range | null}
 */
import { Chart, LinearScale, LineController, LogarithmicScale, type Plugin } from 'chart.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { valueLimits, type ChartFrame, type Limits } from './chart-frame.ts';
import { chartOptions } from './chart-options.ts';
import { ChartPainter } from './chart-painter.ts';
import { redraws } from './redraw.ts';
import { RangeBrush } from './range-brush.ts';
import { readTheme, type ChartTheme } from './theme.ts';
import type { Range } from './view.ts';

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
  readonly #drag = new RangeBrush({
    mark: () => this.stretchMark,
    bounds: () => this.#chart?.chartArea,
    done: (left, right) => {
      const scale = this.#chart?.scales.x;
      const [from, to] = [scale?.getValueForPixel(left), scale?.getValueForPixel(right)];
      if (from !== undefined && to !== undefined) this.#stretch({ from, to });
    },
  });
  readonly #painter = new ChartPainter();
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
    this.#limits = valueLimits(frame, this.#painter.reduce(frame, canvas.clientWidth));
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
    const painter: Plugin = {
      id: 'lines',
      beforeDatasetsDraw: (chart) => {
        if (this.#drawn && this.#theme) this.#painter.paint(chart, this.#drawn, this.#theme);
      },
    };
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

declare global {
  interface HTMLElementTagNameMap {
    'lab-chart': LabChart;
  }
}
