/** A small plot of a few lines whose x axis isn't the step: axes, key, and the values as a table. */
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatNumber } from '../../charts/format.ts';
import type { LineStyle } from '../../charts/line.ts';
import { shared, tables } from '../ui/styles.ts';
import { smallPlot } from './small-plot.styles.ts';
import { swatch } from './line-swatch.ts';
import { placeOn, powerTicks, roundTicks } from './plot-scale.ts';
import { msg, str } from '../../shared/util/texts.ts';

export interface PlotLine {
  readonly name: string;
  /** One value per entry of the plot's `xs`; NaN where it is not defined. */
  readonly ys: ArrayLike<number>;
  readonly style: LineStyle;
}

const STEPS = 4;

@customElement('lab-line-plot')
export class LabLinePlot extends LitElement {
  static override styles = [
    shared,
    tables,
    smallPlot,
    css`
      .plot {
        display: grid;
        grid-template: 20px 220px 24px / 64px minmax(0, 1fr);
        margin-right: 24px;
        font-size: var(--text-small);
      }
      svg {
        display: block;
        width: 100%;
        height: 100%;
        overflow: visible;
      }
      text {
        fill: var(--text-soft);
      }
      .marks,
      .area,
      .xs {
        grid-column: 2;
      }
      .area > line {
        stroke: var(--grid);
      }
      .area > .mark {
        stroke: var(--line-strong);
        stroke-dasharray: 3 3;
      }
      path {
        fill: none;
        vector-effect: non-scaling-stroke;
      }
      .axis,
      .key {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
        font-size: var(--text-small);
      }
      .axis {
        justify-content: center;
        padding-left: 40px;
      }
      .key svg {
        display: inline-block;
        width: 20px;
        height: 8px;
        margin-right: 4px;
      }
    `,
  ];

  /** What is drawn; the image’s accessible name starts with it. */
  @property() label = '';
  @property() told = '';
  @property() xName = '';
  @property() yName = '';
  @property({ attribute: false }) xs: ArrayLike<number> = [];
  @property({ attribute: false }) lines: readonly PlotLine[] = [];
  /** Named values of x. */
  @property({ attribute: false }) marks: readonly { readonly x: number; readonly name: string }[] = [];
  @property({ type: Boolean }) logarithmic = false;

  protected override render(): unknown {
    const { label, told, lines } = this;
    const xs = Array.from(this.xs);
    const [xTicks, yTicks] = [roundTicks(Math.min(...xs), Math.max(...xs), STEPS), this.#yTicks()];
    const [x, y] = [placeOn(xTicks, false), placeOn(yTicks, this.logarithmic)];
    const across = (value: number): string => `${(100 * x(value)).toFixed(2)}%`;
    const down = (value: number): string => `${(100 * (1 - y(value))).toFixed(2)}%`;
    return html`<figure>
      <figcaption>${label}</figcaption>
      <div class="small soft" aria-hidden="true">${this.yName}</div>
      <div class="plot">
        <svg class="marks" aria-hidden="true">
          ${this.marks.map((mark) => svg`<text x=${across(mark.x)} y="14" text-anchor="middle">${mark.name}</text>`)}
        </svg>
        <svg class="ys" aria-hidden="true">
          ${yTicks.map((tick) => svg`<text x="56" y=${down(tick)} dy="4" text-anchor="end">${tickText(tick)}</text>`)}
        </svg>
        <svg class="area" role="img" aria-label="${label}; ${told}">
          ${yTicks.map((tick) => svg`<line x1="0" x2="100%" y1=${down(tick)} y2=${down(tick)} />`)}
          ${this.marks.map((mark) => svg`<line class="mark" x1=${across(mark.x)} x2=${across(mark.x)} y1="0" y2="100%" />`)}
          <svg viewBox="0 0 100 100" preserveAspectRatio="none">
            ${lines.map(({ ys, style }) => svg`<path d=${pathOf(xs.map(x), Array.from(ys, y))} stroke=${style.color} stroke-width=${style.width} stroke-dasharray=${style.dash.join(' ')} />`)}
          </svg>
        </svg>
        <svg class="xs" aria-hidden="true">
          ${xTicks.map((tick) => svg`<text x=${across(tick)} y="16" text-anchor="middle">${tickText(tick)}</text>`)}
        </svg>
      </div>
      <div class="axis soft" aria-hidden="true">${this.xName}</div>
      ${
        lines.length < 2
          ? nothing
          : html`<div class="key" aria-hidden="true">
              ${lines.map(({ name, style }) => html`<span>${swatch(style)}${name}</span>`)}
            </div>`
      }
      <details>
        <summary>${msg('Show the values as table')}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${msg(str`${label}, values, scrollable`)}>
          ${this.#table(xs)}
        </div>
      </details>
    </figure>`;
  }

  #yTicks(): number[] {
    const { logarithmic } = this;
    const values = this.lines
      .flatMap(({ ys }) => Array.from(ys))
      .filter((value) => Number.isFinite(value) && (value > 0 || !logarithmic));
    if (values.length === 0) return [0, 1];
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return logarithmic ? powerTicks(least, most, STEPS) : roundTicks(Math.min(0, least), most, STEPS);
  }

  #table(xs: readonly number[]): unknown {
    const { lines } = this;
    return html`<table aria-label=${msg(str`${this.label}, values`)}>
      <thead>
        <tr>
          <th scope="col" class="number">${this.xName}</th>
          ${lines.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${xs.map(
          (value, i) =>
            html`<tr>
              <td class="number">${formatNumber(value)}</td>
              ${lines.map(({ ys }) => html`<td class="number">${formatNumber(ys[i] ?? NaN)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

/** A tick without trailing zeros: 0.5, not 0.500. */
const tickText = (value: number): string =>
  formatNumber(value)
    .replace(/(\.\d*?)0+(?=e|$)/, '$1')
    .replace(/\.(?=e|$)/, '');

/** An SVG path in a box of 100 by 100; NaN leaves a gap. */
function pathOf(xs: readonly number[], ys: readonly number[]): string {
  let path = '';
  let drawing = false;
  xs.forEach((x, i) => {
    const y = ys[i] ?? NaN;
    const defined = Number.isFinite(y);
    if (defined) path += `${drawing ? 'L' : 'M'}${(100 * x).toFixed(2)} ${(100 * (1 - y)).toFixed(2)}`;
    drawing = defined;
  });
  return path;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-line-plot': LabLinePlot;
  }
}
