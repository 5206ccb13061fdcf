/**
 * The Layers panel: the table of all layers, charts of the chosen quantities for the chosen layers, or heat maps of
 * layer by step.
 */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ChartSpec } from '../../charts/chart-specs.ts';
import { formatCount, formatNumber, formatPercent } from '../../charts/format.ts';
import { LAYER_QUANTITIES, layerChart, type LayerQuantity } from '../../charts/layer-quantities.ts';
import { variantNames } from '../../charts/marks.ts';
import type { NetworkInfo } from '../../shared/run/run-records.ts';
import { listText, msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import { ColorScheme } from '../ui/color-scheme.ts';
import '../figures/lab-figure.ts';
import '../figures/lab-heat-map.ts';
import './lab-layer-table.ts';
import '../ui/lab-term.ts';
import type { LayerChoice } from './lab-layer-table.ts';
import { layerHeatMap } from './layer-cells.ts';
import { layersStyles } from './lab-layers.styles.ts';
import { onlyChanged, runContext, shown } from '../ui/page-context.ts';
import { shared } from '../ui/styles.ts';

/** Initially chosen: quantities that the main charts don't show. */
const FIRST_QUANTITIES = [msg('Update ratio'), msg('Successive cosine'), msg('Noise scale B')];
/** With more layers than this, only some are initially chosen. */
const FEW_LAYERS = 6;
const MAP_COLUMNS = 60;
/** Minimum interval between updates of heat maps, ms. */
const MAP_EVERY = 500;

@customElement('lab-layers')
export class LabLayers extends LitElement {
  static override styles = [shared, layersStyles];

  @shown(runContext) private store?: RunStore;
  @state() private layers: ReadonlySet<string> = new Set();
  @state() private quantities: ReadonlySet<string> = new Set(FIRST_QUANTITIES);
  @state() private asMap = false;
  readonly #scheme = new ColorScheme(this);
  #network: NetworkInfo | null = null;
  #specs = new Map<LayerQuantity, ChartSpec>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    if (!this.asMap || !onlyChanged(this, changed, 'store')) return true;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.requestUpdate();
    }, MAP_EVERY);
    return false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const network = this.store?.network ?? null;
    if (network && network !== this.#network) {
      this.#network = network;
      const names = network.layers.map(({ name }) => name);
      if (!names.some((name) => this.layers.has(name))) this.layers = new Set(spread(names, FEW_LAYERS));
      this.#specs = new Map();
    }
    if (changed.has('layers')) this.#specs = new Map();
  }

  protected override render(): unknown {
    const { store } = this;
    if (!store?.network)
      return html`<p class="soft">${msg('The network’s layers will appear here once it is built.')}</p>`;
    return html`<p>${parametersText(store.network)} ${dataText(store)}</p>
      <div class="choices">
        <fieldset>
          <legend>${msg('Quantities')}</legend>
          ${LAYER_QUANTITIES.map(
            ({ title, explains }) =>
              html`<span class="choice"
                ><input
                  type="checkbox"
                  aria-label=${title}
                  .checked=${this.quantities.has(title)}
                  @change=${(event: Event) => this.#chooseQuantity(title, event)}
                /><lab-term .of=${explains}>${title}</lab-term></span
              >`,
          )}
        </fieldset>
        <button
          type="button"
          class="quiet"
          aria-pressed=${this.asMap ? 'true' : 'false'}
          @click=${() => (this.asMap = !this.asMap)}
        >
          ${msg('Show as heat map')}
        </button>
      </div>
      ${this.#views(store)}
      <lab-layer-table .chosen=${this.layers} @choose-layer=${this.#chooseLayer}></lab-layer-table>`;
  }

  #views(store: RunStore): unknown {
    const shown = LAYER_QUANTITIES.filter(({ title }) => this.quantities.has(title));
    const probed = store.params.probe > 0;
    const usable = shown.filter((quantity) => probed || !quantity.probed);
    return html`${
      usable.length === shown.length
        ? nothing
        : html`<p class="soft">
            ${msg('Coherence, noise and stiffness are not measured: this run’s probes are off (Run, Probe every).')}
          </p>`
    }
    ${this.asMap ? this.#maps(usable, store) : this.#figures(usable)}`;
  }

  #figures(quantities: readonly LayerQuantity[]): unknown {
    if (this.layers.size === 0)
      return html`<p class="soft">${msg('Choose a layer in the table to see its curves.')}</p>`;
    return html`<div class="figures">
      ${quantities.map(
        (quantity) => html`<lab-figure .spec=${this.#spec(quantity)} .dark=${this.#scheme.dark}></lab-figure>`,
      )}
    </div>`;
  }

  #maps(quantities: readonly LayerQuantity[], store: RunStore): unknown {
    return html`<p class="soft">
        ${msg('A cell is the mean of what was measured in its steps; if nothing was, the latest value before.')}
      </p>
      ${quantities.map((quantity) => this.#map(quantity, store))}`;
  }

  #map(quantity: LayerQuantity, { variants, params, events }: RunStore): unknown {
    const layers = variants[0]?.layerNames ?? [];
    const lines = layerChart(quantity, () => true).lines(variants, this.#scheme.dark);
    const names = variantNames(params, events);
    return html`<h3>
        ${msg(html`<lab-term slim .of=${quantity.explains}>${quantity.title}</lab-term> by layer and step`)}
      </h3>
      <lab-heat-map .map=${layerHeatMap(quantity, lines, layers, names, MAP_COLUMNS)}></lab-heat-map>`;
  }

  #spec(quantity: LayerQuantity): ChartSpec {
    let spec = this.#specs.get(quantity);
    if (!spec) {
      const { layers } = this;
      this.#specs.set(quantity, (spec = layerChart(quantity, (name) => layers.has(name))));
    }
    return spec;
  }

  #chooseQuantity(title: string, event: Event): void {
    if (event.target instanceof HTMLInputElement)
      this.quantities = toggled(this.quantities, title, event.target.checked);
  }

  #chooseLayer({ detail: { name, chosen } }: CustomEvent<LayerChoice>): void {
    this.layers = toggled(this.layers, name, chosen);
  }
}

function toggled(set: ReadonlySet<string>, item: string, present: boolean): ReadonlySet<string> {
  const others = [...set].filter((other) => other !== item);
  return new Set(present ? [...others, item] : others);
}

/** At most `count` of the names, evenly spaced, including the first and the last. */
function spread(names: readonly string[], count: number): string[] {
  if (names.length <= count) return [...names];
  const at = (k: number): number => Math.round((k * (names.length - 1)) / (count - 1));
  return Array.from({ length: count }, (_, k) => names[at(k)] ?? '');
}

function parametersText({ parameters, trainable }: NetworkInfo): unknown {
  const count = msg(
    html`${formatCount(parameters)} <lab-term slim of="parameters">parameters</lab-term>, counting kernels and one bias
      (or BatchNorm offset) a filter`,
  );
  if (trainable === parameters) return html`${count}.`;
  return html`${count}; ${msg(str`${formatCount(trainable)} with BatchNorm’s scales`)}.`;
}

function dataText({ data }: RunStore): unknown {
  if (!data) return '';
  const wrong = listText(data.corruption.map(formatPercent));
  return msg(
    html`Trained on ${formatCount(data.trainExamples)} examples, tested on ${formatCount(data.testExamples)}.
      <lab-term slim of="corruption">Wrong labels</lab-term> now: ${wrong}.
      <lab-term slim of="lossFloor">Entropy of the given labels</lab-term>:
      ${listText(data.labelEntropy.map(formatNumber))} nats.`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-layers': LabLayers;
  }
}
