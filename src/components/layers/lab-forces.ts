/**
 * Decay against gradient: the ratio at each step, share and alignment in each window, and a sentence about which
 * dominated.
 */
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ChartSpec } from '../../charts/chart-specs.ts';
import { forcesChart } from '../../charts/forces-spec.ts';
import { formatCount, formatNumber } from '../../charts/format.ts';
import { variantNames } from '../../charts/marks.ts';
import type { WindowRange } from '../../shared/run/run-params.ts';
import type { WindowRow } from '../../shared/run/run-records.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import { ColorScheme } from '../ui/color-scheme.ts';
import { forceSentence, forceSummary } from './force-sentences.ts';
import '../figures/lab-figure.ts';
import '../ui/lab-table-text.ts';
import '../ui/lab-term.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { shared, tables } from '../ui/styles.ts';
import { variantHeads } from '../windows/variant-heads.ts';
import { phaseText, windowEntries, windowPhase, type WindowEntry } from '../windows/window-rows.ts';
import { capitalized } from '../ui/words.ts';

const BAR = 40;

@customElement('lab-forces')
export class LabForces extends LitElement {
  static override styles = [
    shared,
    tables,
    css`
      .side {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr));
        gap: 8px 32px;
        --chart-height: 200px;
      }
      .scroll {
        overflow-x: auto;
      }
      p {
        max-width: 75ch;
        margin: 0 0 8px;
      }
      .head {
        display: flex;
        align-items: center;
        max-width: none;
      }
      svg {
        width: ${BAR}px;
        height: 8px;
        margin-left: 8px;
        background: var(--surface-sunk);
      }
      rect {
        fill: var(--accent);
      }
      line {
        stroke: var(--line-strong);
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  /** Index of the chosen window; undefined follows the run. */
  @state() private chosen: number | undefined;
  readonly #scheme = new ColorScheme(this);
  #spec?: ChartSpec;

  protected override willUpdate(): void {
    if (this.store) this.#spec ??= forcesChart(this.store);
  }

  protected override render(): unknown {
    const { store } = this;
    if (!store) return null;
    const layers = store.network?.layers.map(({ name }) => name);
    const table = layers ? this.#windows(store, layers) : nothing;
    // The columns of two variants need the whole width.
    const wide = store.variants.length > 1;
    return html`<div class="side">
        <lab-figure .spec=${this.#spec} .dark=${this.#scheme.dark}></lab-figure>
        <div>${this.#words(store)} ${wide ? nothing : table}</div>
      </div>
      ${wide ? table : nothing}`;
  }

  #words(store: RunStore): unknown {
    const { params, events, variants } = store;
    const decayed = params.decay > 0 || events.some(({ key, value }) => key === 'decay' && value > 0);
    if (!decayed) {
      return html`<p>
        ${msg('Weight decay is 0, so the gradient alone moves the weights. Set Weight decay to see the two forces.')}
      </p>`;
    }
    const names = variantNames(params, events);
    const window = params.windows[this.#window(store)];
    if (!window) return nothing;
    const { start, stop } = window;
    const phase = windowPhase(window, store);
    if (phase === 'missed' || phase === 'cut short') {
      return html`<p class="soft">
        ${msg(str`This run ended at step ${formatCount(store.step)}, before the window’s stop at step ${formatCount(stop)}: which force led in it is not known.`)}
      </p>`;
    }
    if (phase !== 'complete') {
      return html`<p class="soft">
        ${msg(str`The note explains its shuffled run so: weight decay shrinks the weights first, until they reach a place from which the loss can fall. Once step ${formatCount(stop)} is reached, the numbers of the window will say whether this run does that.`)}
      </p>`;
    }
    return variants.map((variant, i) => {
      const summary = forceSummary(variant.windows.filter((row) => row.start === start && row.stop === stop));
      return summary ? html`<p>${forceSentence(capitalized(names[i] ?? ''), summary)}</p>` : nothing;
    });
  }

  /** The chosen window, else the first, in which shuffled weights shrink. */
  #window({ params }: RunStore): number {
    return Math.min(this.chosen ?? 0, params.windows.length - 1);
  }

  #windows(store: RunStore, layers: readonly string[]): unknown {
    const { params, variants, events } = store;
    const at = this.#window(store);
    const rows = variants.map((variant) => variant.windows);
    const entries = windowEntries(params, layers, rows, store).slice(at * layers.length, (at + 1) * layers.length);
    const names = variantNames(params, events);
    return html`<p class="head">
        <label
          >${msg('Window')}
          <select @change=${this.#choose}>
            ${params.windows.map(
              (window, i) =>
                html`<option value=${i} ?selected=${i === at}>
                  ${formatCount(window.start)}–${formatCount(window.stop)}${this.#phase(window, store)}
                </option>`,
            )}
          </select>
        </label>
        <lab-table-text label=${msg('Forces')}></lab-table-text>
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Forces, scrollable')}>
        <table aria-label=${msg('Forces')}>
          <thead>
            ${variantHeads(
              names,
              3,
              (rows) => html`<th scope="col" rowspan=${rows}>${msg('layer')}</th>`,
              () => this.#heads(),
            )}
          </thead>
          <tbody>
            ${entries.map((entry) => this.#row(entry, phaseText(entry.phase, store)))}
          </tbody>
        </table>
      </div>`;
  }

  #phase(window: WindowRange, store: RunStore): string {
    const text = phaseText(windowPhase(window, store), store);
    return text === '' ? '' : `, ${text}`;
  }

  #heads(): unknown {
    return html`<th scope="col" class="number"><lab-term of="decayShare">${msg('decay share')}</lab-term></th>
      <th scope="col" class="number"><lab-term of="decayAlignment">${msg('decay alignment')}</lab-term></th>
      <th scope="col" class="number"><lab-term of="windowNorms">${msg('norm start → end')}</lab-term></th>`;
  }

  #row({ layer, variants }: WindowEntry, instead: string): unknown {
    return html`<tr>
      <th scope="row">${layer}</th>
      ${instead === '' ? variants.map((row) => this.#cells(row)) : html`<td class="soft" colspan=${3 * variants.length}>${instead}</td>`}
    </tr>`;
  }

  #cells(row: WindowRow | undefined): unknown {
    const share = row?.decayShare ?? NaN;
    const alignment = row?.decayAlignment ?? NaN;
    // As a fraction of both, so that half the bar means equality.
    const part = share / (1 + share);
    return html`<td class="number">${formatNumber(share)}${bar(0, part, 0.5)}</td>
      <td class="number">${formatNumber(alignment)}${bar(0.5, 0.5 + alignment / 2, 0.5)}</td>
      <td class="number">${formatNumber(row?.weightNormStart)} → ${formatNumber(row?.weightNormStop)}</td>`;
  }

  #choose(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.chosen = Number(event.target.value);
  }
}

/** A bar between two fractions of its length, with a tick; empty if either is NaN. */
function bar(from: number, to: number, tick: number): unknown {
  const [left, right] = from < to ? [from, to] : [to, from];
  const drawn = Number.isFinite(left) && Number.isFinite(right);
  return html`<svg viewBox="0 0 ${BAR} 8" aria-hidden="true">
    ${drawn ? svg`<rect x=${left * BAR} y="1" width=${(right - left) * BAR} height="6" />` : nothing}
    ${svg`<line x1=${tick * BAR} x2=${tick * BAR} y1="0" y2="8" />`}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-forces': LabForces;
  }
}
