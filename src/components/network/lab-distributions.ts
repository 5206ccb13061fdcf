/**
 * Histograms of a layer's weights and gradients over time, one above the other. They are measured at step 0 and at each
 * evaluation while the panel is open, on a copy of the network.
 */
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formatCount, formatNumber } from '../../charts/format.ts';
import { variantNames } from '../../charts/marks.ts';
import {
  DISTRIBUTION_QUANTILES,
  type Distribution,
  type DistributionRow,
} from '../../shared/inspections/distributions.ts';
import type { AnswerOf } from '../../shared/inspections/index.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import { smallPlot } from '../figures/small-plot.styles.ts';
import { evaluationKey } from '../inspection/evaluation-key.ts';
import { Inspected } from '../inspection/inspected.ts';
import { chosenIndex } from '../ui/form-values.ts';
import '../ui/lab-table-text.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { sameItems } from '../ui/same-items.ts';
import { sections, shared, tables } from '../ui/styles.ts';
import { capitalized } from '../ui/words.ts';

const QUANTITIES = [
  { of: 'weights', name: msg('weights of the kernel') },
  { of: 'gradients', name: msg('gradient of the kernel') },
] as const;
type Quantity = (typeof QUANTITIES)[number];

const WIDTH = 360;
/** Distance of two ridges, and the height of the highest one. */
const SPACE = 14;
const RIDGE = 40;
/** Room for the axis below. */
const AXIS = 20;
/** Ridges that are drawn; the table has all. */
const MOST_RIDGES = 16;

interface Ridge {
  readonly step: number;
  readonly distribution: Distribution;
}

@customElement('lab-distributions')
export class LabDistributions extends LitElement {
  static override styles = [
    shared,
    sections,
    tables,
    smallPlot,
    css`
      .side {
        max-width: 1200px;
      }
      /* Room for the steps on the left. */
      figure > svg {
        display: block;
        width: calc(100% - 56px);
        margin-left: 56px;
        overflow: visible;
        font-size: var(--text-small);
      }
      text {
        fill: var(--text-soft);
      }
      path {
        fill: color-mix(in oklab, var(--accent) 30%, var(--surface));
        stroke: var(--accent);
        vector-effect: non-scaling-stroke;
      }
      @media (forced-colors: active) {
        path {
          fill: Canvas;
          stroke: CanvasText;
        }
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  @state() private layer = 0;
  readonly #distributions = new Inspected(this, 'distributions');
  #drawn: readonly unknown[] = [];

  /** The store changes ten times a second; an answer arrives after each evaluation. */
  protected override shouldUpdate(): boolean {
    const key = this.store && evaluationKey(this.store);
    if (key === undefined) this.#distributions.clear();
    else this.#distributions.ask(key, {});
    const draws = [this.#distributions.value, this.#distributions.failure, this.layer];
    const same = sameItems(draws, this.#drawn);
    this.#drawn = draws;
    return !same;
  }

  protected override render(): unknown {
    const { store } = this;
    const { value, failure } = this.#distributions;
    if (!store || (!value && failure === '')) return nothing;
    return html`<h3>${msg('Histograms over time')}</h3>
      ${value ? this.#content(value, variantNames(store.params, store.events)) : html`<p class="soft">${failure}</p>`}`;
  }

  #content({ examples, variants }: AnswerOf<'distributions'>, names: readonly string[]): unknown {
    const layers = variants[0]?.[0]?.layers.map(({ layer }) => layer) ?? [];
    return html`<p>
        ${msg(str`Measured at step 0 and, while this panel is open, at each evaluation. The gradient is that of the mean cross-entropy of ${formatCount(examples)} training examples. Each histogram is scaled to its own highest bin.`)}
      </p>
      <label
        >${msg('Layer')}
        <select @change=${(event: Event) => (this.layer = chosenIndex(event))}>
          ${layers.map((name, i) => html`<option ?selected=${i === this.layer}>${name}</option>`)}
        </select>
      </label>
      <div class="side">
        ${QUANTITIES.map((quantity) => {
          const [low, high] = rangeOver(variants, this.layer, quantity);
          return variants.map((rows, i) =>
            this.#figure(ridges(rows, this.layer, quantity), {
              label: labelOf(quantity, layers[this.layer] ?? '', names[i]),
              low,
              high,
            }),
          );
        })}
      </div>`;
  }

  #figure(all: readonly Ridge[], { label, low, high }: { label: string; low: number; high: number }): unknown {
    const every = Math.ceil(all.length / MOST_RIDGES);
    const drawn = all.filter((_, i) => (all.length - 1 - i) % every === 0);
    const height = RIDGE + SPACE * Math.max(0, drawn.length - 1);
    const last = all.at(-1)?.distribution.quantiles;
    const [from, to] = [formatNumber(last?.[1] ?? NaN), formatNumber(last?.[5] ?? NaN)];
    return html`<figure>
      <figcaption>${label}</figcaption>
      <svg
        height=${height + AXIS}
        role="img"
        aria-label=${msg(str`${label}; ${all.length} histograms from ${formatNumber(low)} to ${formatNumber(high)}; 90% of the latest between ${from} and ${to}`)}
      >
        ${drawn.map(({ step }, i) => svg`<text x="-8" y=${RIDGE + SPACE * i} text-anchor="end">${formatCount(step)}</text>`)}
        <text x="-8" y=${height + AXIS - 4} text-anchor="end">${msg('step')}</text>
        <text x="0" y=${height + AXIS - 4}>${formatNumber(low)}</text>
        <text x="100%" y=${height + AXIS - 4} text-anchor="end">${formatNumber(high)}</text>
        <svg height=${height}>
          <svg viewBox="0 0 ${WIDTH} ${height}" preserveAspectRatio="none">
            ${drawn.map(({ distribution }, i) => svg`<path d=${outline(distribution, RIDGE + SPACE * i, low, high)} />`)}
          </svg>
        </svg>
      </svg>
      <details>
        <summary>${msg('Show the quantiles as table')}</summary>
        <lab-table-text label=${label}></lab-table-text>
        <div class="scroll" tabindex="0" role="region" aria-label=${msg(str`${label}, scrollable`)}>
          ${this.#table(all, label)}
        </div>
      </details>
    </figure>`;
  }

  #table(all: readonly Ridge[], label: string): unknown {
    return html`<table aria-label=${label}>
      <thead>
        <tr>
          <th scope="col" class="number">${msg('step')}</th>
          ${DISTRIBUTION_QUANTILES.map((at) => html`<th scope="col" class="number">${at === 0 ? msg('smallest') : at === 1 ? msg('largest') : at === 0.5 ? msg('median') : `${100 * at}%`}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${all.map(
          ({ step, distribution }) =>
            html`<tr>
              <th scope="row" class="number">${formatCount(step)}</th>
              ${Array.from(distribution.quantiles, (value) => html`<td class="number">${formatNumber(value)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

const labelOf = ({ name }: Quantity, layer: string, variant: string | undefined): string =>
  variant === undefined ? `${layer}: ${name}` : `${capitalized(variant)}, ${layer}: ${name}`;

function ridges(rows: readonly DistributionRow[], layer: number, { of }: Quantity): Ridge[] {
  return rows.flatMap(({ step, layers }) => {
    const distribution = layers[layer]?.[of];
    return distribution ? [{ step, distribution }] : [];
  });
}

/** One axis for all steps and variants. */
function rangeOver(
  variants: readonly (readonly DistributionRow[])[],
  layer: number,
  quantity: Quantity,
): readonly [number, number] {
  const all = variants.flatMap((rows) =>
    ridges(rows, layer, quantity).map(({ distribution }) => distribution.quantiles),
  );
  const ends = all.flatMap((quantiles) => [quantiles[0] ?? NaN, quantiles.at(-1) ?? NaN]).filter(Number.isFinite);
  return ends.length === 0 ? [0, 1] : [Math.min(...ends), Math.max(...ends)];
}

/** The bins' outline on a base line. */
function outline({ counts, quantiles }: Distribution, base: number, low: number, high: number): string {
  const [from, to] = [quantiles[0] ?? NaN, quantiles.at(-1) ?? NaN];
  const most = Math.max(...counts, 1);
  const x = (value: number): string => (high > low ? ((value - low) / (high - low)) * WIDTH : 0).toFixed(1);
  if (!Number.isFinite(from) || !Number.isFinite(to)) return `M0 ${base}H${WIDTH}`;
  const edge = (bin: number): string => x(from + ((to - from) * bin) / counts.length);
  const bars = Array.from(counts, (count, bin) => {
    const y = (base - (count / most) * (RIDGE - 2)).toFixed(1);
    return `L${edge(bin)} ${y}L${edge(bin + 1)} ${y}`;
  });
  return `M0 ${base}H${edge(0)}${bars.join('')}V${base}H${WIDTH}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-distributions': LabDistributions;
  }
}
