/**
 * The list of a network's layers with shapes and parameters. Selectable by keyboard, and editable before a run starts.
 * @fires choose-layer {detail: the layer's number}
 */
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { formatCount, UNDEFINED } from '../../charts/format.ts';
import { namedNetwork, NETWORK_NAMES, networkSpecOf } from '../../shared/networks/of-run.ts';
import type { PlacedLayer } from '../../shared/network/layout.ts';
import { shapeText } from '../../shared/network/spec.ts';
import { layerLabel, parseLayers } from '../../shared/network/text.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import { LabActionEvent } from '../ui/lab-action.ts';
import { editorStyles } from './lab-network-editor.styles.ts';
import type { LayerValue } from './lab-network-drawing.ts';
import {
  checkDraft,
  DraftHistory,
  moved,
  NEW_LAYERS,
  numbersOf,
  replaced,
  textsOf,
  withNumber,
  type CheckedDraft,
  type DraftLayer,
} from './network-draft.ts';
import { networkInput } from './placed-network.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { shared, tables } from '../ui/styles.ts';

const FIELD_WORDS: Readonly<Record<string, string>> = {
  channels: msg('channels'),
  edge: msg('edge'),
  rate: msg('rate'),
  size: msg('size'),
  stride: msg('stride'),
  units: msg('units'),
};

@customElement('lab-network-editor')
export class LabNetworkEditor extends LitElement {
  static override styles = [shared, tables, editorStyles];

  @shown(runContext) private store?: RunStore;
  @property({ attribute: false }) values: ReadonlyMap<string, LayerValue> = new Map();
  /** Heading of the values' column. */
  @property() quantity = '';
  @property({ attribute: false }) chosen: number | undefined;
  @state() private history = new DraftHistory({ texts: [], settings: undefined });
  #params: unknown;

  /** A change of the network elsewhere on the page becomes another undo state. */
  protected override willUpdate(): void {
    const { store } = this;
    if (!store || store.address.params === this.#params) return;
    const first = this.#params === undefined;
    this.#params = store.address.params;
    const { model, width, norm } = store.address.params;
    const state = { texts: textsOf(networkSpecOf(store.params).layers), settings: { model, width, norm } };
    if (first) this.history = new DraftHistory(state);
    else if (state.texts.join('-') !== this.history.present.texts.join('-')) this.history.push(state);
  }

  protected override render(): unknown {
    const { store } = this;
    if (!store) return null;
    const { texts } = this.history.present;
    const draft = this.#check(texts);
    const { placed } = draft;
    return html`<div class="bar">${this.#bar(store)}</div>
      ${
        store.begun
          ? html`<p class="soft">${msg('This network belongs to a run that has begun. Press Reset to change it.')}</p>`
          : nothing
      }
      <p class="total" aria-live="polite">
        ${
          placed
            ? html`${msg(str`${formatCount(placed.parameters)} parameters, ${formatCount(placed.activations)} activations per example.`)}`
            : msg(
                html`<span class="problem"
                    >${draft.problem ?? draft.layers.find(({ problem }) => problem)?.problem}</span
                  >
                  The run keeps the last network that was possible.`,
              )
        }
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Layers, scrollable')}>
        <table aria-label=${msg('Layers')}>
          <thead>
            <tr>
              <th scope="col">${msg('layer')}</th>
              <th scope="col">${msg('output')}</th>
              <th scope="col" class="number">${msg('parameters')}</th>
              ${this.quantity === '' ? nothing : html`<th scope="col" class="number">${this.quantity}</th>`}
              <th scope="col">${msg('edit')}</th>
            </tr>
          </thead>
          <tbody>
            ${draft.layers.map((layer, index) => this.#rows(layer, index, store.begun))}
            ${placed ? this.#plain(placed.layers.at(-1), 0) : nothing}
          </tbody>
        </table>
      </div>`;
  }

  #check(texts: readonly string[]): CheckedDraft {
    const { store } = this;
    if (!store) return { layers: [], placed: undefined, problem: undefined };
    const { size, batch, n } = store.params;
    const { channels, classes } = networkInput(store);
    return checkDraft(texts, { input: [size, size, channels], classes, batch: Math.min(batch, n) });
  }

  #bar({ begun, params }: RunStore): unknown {
    const { history } = this;
    const named = namedNetwork(params.model)?.name ?? '';
    const end = history.present.texts.length;
    return html`<label
        >${msg('Begin with')}
        <select ?disabled=${begun} @change=${this.#name}>
          ${named === '' ? html`<option value="" .selected=${live(true)}>${msg('these layers')}</option>` : nothing}
          ${NETWORK_NAMES.map((name) => html`<option .selected=${live(name === named)}>${name}</option>`)}
        </select>
      </label>
      <label
        >${msg('New layer')}
        <select id="kind" ?disabled=${begun}>
          ${NEW_LAYERS.map((text) => html`<option>${text}</option>`)}
        </select>
      </label>
      <button type="button" ?disabled=${begun} @click=${() => this.#add(end)}>${msg('Add layer')}</button>
      <button type="button" ?disabled=${begun || !history.canUndo} @click=${() => this.#travel('undo')}>
        ${msg('Undo')}
      </button>
      <button type="button" ?disabled=${begun || !history.canRedo} @click=${() => this.#travel('redo')}>
        ${msg('Redo')}
      </button>
      <label class="text"
        >${msg('Layers as text')}
        <input
          type="text"
          autocomplete="off"
          spellcheck="false"
          ?disabled=${begun}
          .value=${live(history.present.texts.join('-'))}
          @change=${this.#retype}
        />
      </label>`;
  }

  #rows(layer: DraftLayer, index: number, fixed: boolean): unknown {
    const { placed, problem, spec, text } = layer;
    const count = this.history.present.texts.length;
    return html`<tr
        class=${problem === undefined ? '' : 'impossible'}
        @keydown=${(event: KeyboardEvent) => this.#key(event, index)}
      >
        <th scope="row">${placed ? this.#choose(placed) : text}</th>
        ${this.#facts(placed)}
        <td class="edit">
          ${this.#fields(layer, index, fixed)}
          <span class="moves">
            ${this.#move(index, index - 1, '↑', msg(str`Move layer ${index + 1} up`), fixed || index === 0)}
            ${this.#move(index, index + 1, '↓', msg(str`Move layer ${index + 1} down`), fixed || index === count - 1)}
            <button
              type="button"
              class="quiet"
              aria-label=${msg(str`Remove layer ${index + 1}: ${spec ? layerLabel(spec) : text}`)}
              ?disabled=${fixed}
              @click=${() => this.#edit(this.history.present.texts.filter((_, i) => i !== index))}
            >
              ×
            </button>
          </span>
          ${problem === undefined ? nothing : html`<p class="problem" id="problem">${problem}</p>`}
        </td>
      </tr>
      ${placed?.branches.flat().map((inner) => this.#plain(inner, 1)) ?? nothing}`;
  }

  /** A layer that can't be edited here: the classifier, or an inner layer. */
  #plain(layer: PlacedLayer | undefined, depth: number): unknown {
    if (!layer) return nothing;
    return html`<tr>
        <th scope="row" class=${depth > 0 ? 'inner' : ''}>${this.#choose(layer)}</th>
        ${this.#facts(layer)}
        <td class="soft">${depth > 0 ? nothing : msg('classifier')}</td>
      </tr>
      ${layer.branches.flat().map((inner) => this.#plain(inner, depth + 1))}`;
  }

  #facts(layer: PlacedLayer | undefined): unknown {
    const value = layer && this.values.get(layer.name);
    // A normalization has its kernel's name, and the value belongs to the kernel.
    const shown = layer?.spec.kind === 'bn' ? undefined : value;
    return html`<td>${layer ? shapeText(layer.output) : UNDEFINED}</td>
      <td class="number">${layer ? formatCount(layer.parameters) : UNDEFINED}</td>
      ${this.quantity === '' ? nothing : html`<td class="number">${shown?.text ?? ''}</td>`}`;
  }

  #choose(layer: PlacedLayer): unknown {
    const chosen = layer.number === this.chosen;
    return html`<button
      type="button"
      class="quiet"
      aria-pressed=${chosen ? 'true' : 'false'}
      @click=${() => this.dispatchEvent(new CustomEvent<number>('choose-layer', { detail: layer.number }))}
    >
      ${layer.number} ${layerLabel(layer.spec)}
    </button>`;
  }

  #fields({ spec, text, problem }: DraftLayer, index: number, fixed: boolean): unknown {
    const described = problem === undefined ? nothing : 'problem';
    const field = (label: string, value: string, wide: boolean, change: (value: string) => string): unknown =>
      html`<label class=${wide ? 'wide' : ''}
        >${label}
        <input
          type="text"
          autocomplete="off"
          spellcheck="false"
          aria-label=${msg(str`${label} of layer ${index + 1}`)}
          aria-invalid=${problem === undefined ? 'false' : 'true'}
          aria-describedby=${described}
          ?disabled=${fixed}
          .value=${live(value)}
          @change=${(event: Event) => {
            if (!(event.target instanceof HTMLInputElement)) return;
            this.#edit(replaced(this.history.present.texts, index, change(event.target.value.trim())));
          }}
        />
      </label>`;
    if (!spec || 'branches' in spec || 'body' in spec) return field(msg('text'), text, true, (typed) => typed);
    return numbersOf(spec).map(([name, value]) =>
      field(FIELD_WORDS[name] ?? name, String(value), false, (typed) => withNumber(spec, name, typed)),
    );
  }

  #move(from: number, to: number, sign: string, label: string, disabled: boolean): unknown {
    return html`<button
      type="button"
      class="quiet"
      aria-label=${label}
      ?disabled=${disabled}
      @click=${() => this.#moveTo(from, to, label.endsWith('up') ? 'up' : 'down')}
    >
      ${sign}
    </button>`;
  }

  #moveTo(from: number, to: number, way: 'up' | 'down'): void {
    this.#edit(moved(this.history.present.texts, from, to));
    void this.updateComplete.then(() => {
      const button = (name: string): HTMLButtonElement | null =>
        this.renderRoot.querySelector(`button[aria-label="Move layer ${to + 1} ${name}"]:not(:disabled)`);
      (button(way) ?? button(way === 'up' ? 'down' : 'up'))?.focus();
    });
  }

  #key(event: KeyboardEvent, index: number): void {
    const move = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const to = index + (move ?? 0);
    if (!event.altKey || move === undefined || this.store?.begun || !(to in this.history.present.texts)) return;
    event.preventDefault();
    this.#moveTo(index, to, move < 0 ? 'up' : 'down');
  }

  #add(at: number): void {
    const kind = this.renderRoot.querySelector<HTMLSelectElement>('#kind');
    const { texts } = this.history.present;
    this.#edit([...texts.slice(0, at), kind?.value ?? NEW_LAYERS[0], ...texts.slice(at)]);
  }

  readonly #retype = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const read = parseLayers(event.target.value.trim());
    this.#edit(read.ok ? textsOf(read.value) : event.target.value.trim().split('-'));
  };

  readonly #name = (event: Event): void => {
    if (!(event.target instanceof HTMLSelectElement) || event.target.value === '') return;
    this.dispatchEvent(new LabActionEvent({ type: 'params', changes: { model: event.target.value } }));
  };

  /** Applies the network to the run if it is possible; otherwise the run keeps its network. */
  #edit(texts: readonly string[]): void {
    if (texts.join('-') === this.history.present.texts.join('-')) return;
    const possible = this.#check(texts).placed !== undefined;
    this.history.push({ texts, settings: possible ? { model: texts.join('-'), width: null, norm: null } : undefined });
    this.#apply();
  }

  #travel(way: 'undo' | 'redo'): void {
    this.history[way]();
    this.#apply();
  }

  #apply(): void {
    const { settings } = this.history.present;
    if (settings) this.dispatchEvent(new LabActionEvent({ type: 'params', changes: settings }));
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-network-editor': LabNetworkEditor;
  }
}
