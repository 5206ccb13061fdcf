/**
 * A heat map per variant of rows (layers) by columns (steps or windows), below each other with common columns and one
 * colour scale. A cell's values are read with the pointer or the arrow keys, and from a table.
 */
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ColorScheme } from '../ui/color-scheme.ts';
import '../ui/lab-table-text.ts';
import { shared, tables } from '../ui/styles.ts';
import { msg, str } from '../../shared/util/texts.ts';
import { paintHeatMap, type HeatCell, type HeatMap } from './heat-map.ts';
import { cssColor, heatColor, heatScale, type HeatScale } from './heat-scale.ts';
import { smallPlot } from './small-plot.styles.ts';

/** Number of colours in the key. */
const KEY_COLORS = 64;
/** Approximate width of a digit of a column's name, and the space between two names, px. */
const DIGIT = 8;
const SPACE = 12;
/** Rows above this number are low, and only some are named. */
const MANY_ROWS = 32;

@customElement('lab-heat-map')
export class LabHeatMap extends LitElement {
  static override styles = [
    shared,
    tables,
    smallPlot,
    css`
      :host {
        margin-bottom: 16px;
        font-size: var(--text-small);
      }
      .maps {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        column-gap: 8px;
        max-width: 1200px;
      }
      .name,
      .cells,
      .columns,
      .title {
        grid-column: 2;
      }
      .name {
        margin-top: 4px;
        font-weight: 600;
      }
      .rows {
        display: flex;
        flex-direction: column;
        text-align: right;
      }
      .rows > span {
        height: 20px;
        line-height: 20px;
        white-space: nowrap;
      }
      .low > span {
        height: 4px;
        line-height: 4px;
      }
      /* As high as the rows' names. */
      .cells {
        position: relative;
      }
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        outline: 1px solid var(--line-strong);
        touch-action: pan-y;
      }
      .columns,
      .scale {
        display: block;
        width: 100%;
        height: 20px;
        overflow: visible;
      }
      .title {
        text-align: center;
      }
      text {
        fill: var(--text-soft);
      }
      .key {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: 4px 40px;
        padding: 4px 32px;
      }
      .scale {
        width: 280px;
        height: 32px;
      }
      .scale line {
        stroke: var(--text);
      }
      output {
        display: block;
        min-height: 1.4em;
      }
    `,
  ];

  @property({ attribute: false }) map?: HeatMap;
  @state() private chosen: HeatCell | undefined;
  /** The chosen cell was reached with the keyboard, so its values are spoken. */
  @state() private spoken = false;
  @state() private width = 0;
  /** The table is open; always at first where the system's colours replace the page's. */
  @state() private open = matchMedia('(forced-colors: active)').matches;
  readonly #scheme = new ColorScheme(this);
  readonly #resized = new ResizeObserver(() => {
    this.width = this.renderRoot.querySelector('canvas')?.clientWidth ?? 0;
  });
  #scale: HeatScale | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override render(): unknown {
    const { map } = this;
    if (!map) return null;
    const { label, rows, columns, variants } = map;
    const scale = heatScale(allValues(map), map);
    this.#scale = scale;
    const [low, high] = [scale.ticks[0] ?? NaN, scale.ticks.at(-1) ?? NaN];
    const told = msg(
      str`${label}; ${columns.length} columns, colours from ${map.format(low)} to ${map.format(high)}. Arrow keys read the cells.`,
    );
    return html`<figure>
      ${this.#key(map, scale)}
      <div class="maps" role="img" tabindex="0" aria-label=${told} @keydown=${this.#keyDown}>
        ${variants.map(
          ({ name }) =>
            html`${name === '' ? nothing : html`<div class="name">${name}</div>`}
              <div class=${rows.length > MANY_ROWS ? 'rows low' : 'rows'}>
                ${rows.map((row) => html`<span>${row}</span>`)}
              </div>
              <div class="cells">
                <canvas @pointermove=${this.#point} @pointerdown=${this.#point} @pointerleave=${this.#leave}></canvas>
              </div>`,
        )}
        <svg class="columns">${this.#columnNames(columns)}</svg>
        <div class="title soft">${map.columnTitle}</div>
      </div>
      <output aria-live=${this.spoken ? 'polite' : 'off'}>${this.#readout(map)}</output>
      <details ?open=${this.open} @toggle=${this.#toggled}>
        <summary>${msg('Show the values as table')}</summary>
        ${this.open ? this.#table(map) : nothing}
      </details>
    </figure>`;
  }

  protected override updated(): void {
    const { map } = this;
    const scale = this.#scale;
    if (!map || !scale) return;
    const { color, fontFamily, fontSize } = getComputedStyle(this);
    const chosen = inside(map, this.chosen);
    this.renderRoot.querySelectorAll('canvas').forEach((canvas, i) => {
      paintHeatMap(canvas, {
        values: map.variants[i]?.values ?? [],
        columns: map.columns.length,
        scale,
        format: map.format,
        dark: this.#scheme.dark,
        chosen,
        line: color,
        font: `${fontSize} ${fontFamily}`,
      });
    });
  }

  #key(map: HeatMap, { ticks, at, diverging }: HeatScale): unknown {
    const hatched = [...allValues(map)].some((value) => Number.isNaN(at(value)));
    const across = (part: number): string => `${(100 * part).toFixed(2)}%`;
    return html`<div class="key" aria-hidden="true">
      <svg class="scale">
        ${Array.from({ length: KEY_COLORS }, (_, i) => {
          const color = cssColor(heatColor((i + 0.5) / KEY_COLORS, diverging, this.#scheme.dark));
          // Slightly wider than its share, because seams would be visible.
          return svg`<rect x=${across(i / KEY_COLORS)} width=${across(1.2 / KEY_COLORS)} height="12" fill=${color} />`;
        })}
        ${ticks.map((tick) => svg`<line x1=${across(at(tick))} x2=${across(at(tick))} y1=${tick === 0 ? 0 : 12} y2="16" /><text x=${across(at(tick))} y="29" text-anchor="middle">${map.format(tick)}</text>`)}
      </svg>
      <span class="soft"
        >${map.variants.length > 1 ? msg('One scale for both variants.') : nothing}
        ${hatched ? msg('Hatched: not defined.') : nothing}</span
      >
    </div>`;
  }

  /** As many of the columns' names as have room. */
  #columnNames(columns: readonly string[]): unknown {
    const longest = Math.max(...columns.map(({ length }) => length));
    const every = Math.max(1, Math.ceil(((longest * DIGIT + SPACE) * columns.length) / Math.max(1, this.width)));
    return columns.map((name, i) =>
      i % every === 0
        ? svg`<text x="${((100 * (i + 0.5)) / columns.length).toFixed(2)}%" y="15" text-anchor="middle">${name}</text>`
        : nothing,
    );
  }

  #readout(map: HeatMap): unknown {
    const chosen = inside(map, this.chosen);
    if (!chosen)
      return html`<span class="soft">${msg('Point at a cell, or press the arrow keys, to read its values.')}</span>`;
    const { row, column } = chosen;
    const values = map.variants.map(({ name, values }) => {
      const text = map.format(values[row]?.[column] ?? NaN);
      return name === '' ? text : `${name} ${text}`;
    });
    return `${map.rows[row] ?? ''}, ${map.columnTitle} ${map.columns[column] ?? ''}: ${values.join(', ')}`;
  }

  #table(map: HeatMap): unknown {
    const { label, rows, columns, variants } = map;
    const paired = variants.length > 1;
    return html`<lab-table-text label=${label}></lab-table-text>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg(str`${label}, scrollable`)}>
        <table aria-label=${label}>
          <thead>
            <tr>
              <th scope="col">${map.rowTitle}</th>
              ${paired ? html`<th scope="col">${msg('variant')}</th>` : nothing}
              ${columns.map((name) => html`<th scope="col" class="number">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map((row, i) =>
              variants.map(
                ({ name, values }, k) =>
                  html`<tr>
                    ${k > 0 ? nothing : html`<th scope="rowgroup" rowspan=${variants.length}>${row}</th>`}
                    ${paired ? html`<td>${name}</td>` : nothing}
                    ${columns.map((_, at) => html`<td class="number">${map.format(values[i]?.[at] ?? NaN)}</td>`)}
                  </tr>`,
              ),
            )}
          </tbody>
        </table>
      </div>`;
  }

  #toggled(event: ToggleEvent): void {
    this.open = event.newState === 'open';
  }

  #point(event: PointerEvent): void {
    const { map } = this;
    const canvas = event.currentTarget;
    if (!map || !(canvas instanceof HTMLCanvasElement)) return;
    const row = Math.floor((event.offsetY / canvas.clientHeight) * map.rows.length);
    const column = Math.floor((event.offsetX / canvas.clientWidth) * map.columns.length);
    if (row === this.chosen?.row && column === this.chosen.column) return;
    this.spoken = false;
    this.chosen = { row, column };
  }

  #leave(): void {
    this.chosen = undefined;
  }

  #keyDown(event: KeyboardEvent): void {
    const { map, chosen } = this;
    const move = MOVES[event.key];
    if (!map || !move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.spoken = true;
    const { row, column } = chosen ?? { row: -Math.min(0, move[0]), column: -Math.min(0, move[1]) };
    const [down, right] = chosen ? move : [0, 0];
    this.chosen = {
      row: Math.min(map.rows.length - 1, Math.max(0, row + down)),
      column: Math.min(map.columns.length - 1, Math.max(0, column + right)),
    };
  }
}

const MOVES: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/** The cell if the map has it; a new map may have fewer rows or columns. */
function inside(map: HeatMap, cell: HeatCell | undefined): HeatCell | undefined {
  const known =
    cell && cell.row >= 0 && cell.row < map.rows.length && cell.column >= 0 && cell.column < map.columns.length;
  return known ? cell : undefined;
}

function* allValues({ variants, columns }: HeatMap): Generator<number> {
  for (const { values } of variants) {
    for (const cells of values) {
      for (let column = 0; column < columns.length; column++) yield cells[column] ?? NaN;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-heat-map': LabHeatMap;
  }
}
