/**
 * Controls of the view that all charts share: visible charts, axis and smoothing, and zoom and cursor for users without
 * a pointer.
 * @fires layout-change when the visible charts change
 */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { CHARTS } from '../../charts/chart-specs.ts';
import type { ChartCursor } from '../../charts/cursor.ts';
import { placeOf, placeText, stepOf, wholeEnd } from '../../charts/extent.ts';
import { formatCount } from '../../charts/format.ts';
import { overlaidVariants } from '../../charts/overlay.ts';
import { AXES, SMOOTHINGS, type AxisKind } from '../../charts/view.ts';
import { preference, remember } from '../../state/preferences.ts';
import type { RunStore } from '../../state/run-store.ts';
import type { ChartLayout } from './chart-layout.ts';
import { Listeners } from '../ui/listeners.ts';
import { cursorContext, runContext, shown } from '../ui/page-context.ts';
import { shared } from '../ui/styles.ts';
import { msg, str } from '../../shared/util/texts.ts';

const AXIS_WORDS: Readonly<Record<AxisKind, string>> = { step: msg('steps'), time: msg('seconds') };
const ZOOM = 0.5;
const PAN = 0.25;
/** Cursor positions along a time axis. */
const PLACES = 500;

@customElement('lab-view-bar')
export class LabViewBar extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
        font-size: var(--text-small);
        color: var(--text-soft);
      }
      div,
      label {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      input[type='range'] {
        width: 144px;
      }
      select {
        min-height: 24px;
        border-color: var(--line);
        font-size: var(--text-small);
      }
      @media (max-width: 479px) {
        :host {
          gap: 4px 8px;
        }
      }
      [popover]:not(:popover-open) {
        display: none;
      }
      [popover] {
        flex-direction: column;
        align-items: start;
        margin: 0;
        inset: auto;
        padding: 8px 16px 8px 8px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  @shown(cursorContext) private cursor?: ChartCursor;
  /** Which charts are visible. */
  @property({ attribute: false }) layout?: ChartLayout;
  @query('[popover]') private choice?: HTMLElement;
  @query('[aria-label="Zoom in"]') private zoomIn?: HTMLElement;

  readonly #keyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented && this.cursor?.view.range) this.#show('whole');
  };

  constructor() {
    super();
    const render = (): void => this.requestUpdate();
    new Listeners(this, () => [
      [document, 'keydown', this.#keyDown],
      [this.cursor, 'move', render],
      [this.cursor?.view, 'change', render],
    ]);
  }

  protected override willUpdate(): void {
    if (this.hasUpdated || !this.cursor) return;
    const { view } = this.cursor;
    view.axis = AXES.find((axis) => axis === preference('axis')) ?? view.axis;
    view.smoothing = SMOOTHINGS.find((steps) => String(steps) === preference('smoothing')) ?? view.smoothing;
  }

  protected override render(): unknown {
    const { cursor, store } = this;
    if (!cursor || !store) return null;
    const { range, axis, smoothing, overlays } = cursor.view;
    const empty = ![...store.variants, ...overlaidVariants(overlays)].some(({ steps }) => steps.length > 0);
    return html`<div>
        <label for="axis">${msg('Axis')}</label>
        <select id="axis" @change=${this.#setAxis}>
          ${AXES.map(
            (each) => html`<option value=${each} .selected=${live(each === axis)}>${AXIS_WORDS[each]}</option>`,
          )}
        </select>
      </div>
      <div>
        <label for="smoothing">${msg('Smoothing')}</label>
        <select id="smoothing" @change=${this.#setSmoothing}>
          ${SMOOTHINGS.map(
            (steps) =>
              html`<option value=${steps} .selected=${live(steps === smoothing)}>
                ${steps === 0 ? msg('off') : msg(str`${formatCount(steps)} steps`)}
              </option>`,
          )}
        </select>
      </div>
      <label>${msg('Cursor')} ${this.#cursorField(cursor, store, empty)} </label>
      <div role="group" aria-label=${msg('Zoom of the charts')}>
        ${this.#button('+', msg('Zoom in'), 'in', empty)} ${this.#button('−', msg('Zoom out'), 'out', !range)}
        ${this.#button('←', msg('Earlier'), 'back', !range)} ${this.#button('→', msg('Later'), 'on', !range)}
        ${range ? this.#button(msg('Whole run'), msg('Whole run'), 'whole', false) : nothing}
      </div>
      ${this.layout ? this.#choice(this.layout) : nothing}`;
  }

  #choice(layout: ChartLayout): unknown {
    return html`<button type="button" class="quiet" popovertarget="choice" @click=${this.#placeChoice}>
        ${msg('Choose charts')}
      </button>
      <div id="choice" popover role="group" aria-label=${msg('Shown charts')}>
        ${CHARTS.map(
          ({ title }) =>
            html`<label>
              <input
                type="checkbox"
                .checked=${live(!layout.isHidden(title))}
                @change=${(event: Event) => this.#showChart(layout, title, event)}
              />${title}</label
            >`,
        )}
      </div>`;
  }

  /** Places the menu below its button. */
  readonly #placeChoice = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLElement) || !this.choice) return;
    const { left, bottom } = currentTarget.getBoundingClientRect();
    this.choice.style.left = `${Math.min(left, document.documentElement.clientWidth - 200)}px`;
    this.choice.style.top = `${bottom + 4}px`;
  };

  #showChart(layout: ChartLayout, title: string, { target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    layout.show(title, target.checked);
    this.requestUpdate();
    this.dispatchEvent(new Event('layout-change'));
  }

  /** A slider over the visible range. At its end there is no cursor, and legends show the latest values. */
  #cursorField({ place, view: { axis, range, overlays } }: ChartCursor, store: RunStore, empty: boolean): unknown {
    const { from, to } = range ?? { from: 0, to: wholeEnd(store, { axis, overlays }) };
    return html`<input
      type="range"
      min=${from}
      max=${to}
      step=${axis === 'step' ? 1 : (to - from) / PLACES}
      aria-valuetext=${place === undefined ? msg('latest values') : placeText(place, axis)}
      .value=${live(String(place ?? to))}
      ?disabled=${empty}
      @input=${({ target }: Event) => {
        if (target instanceof HTMLInputElement) this.#point(target.valueAsNumber, to);
      }}
    />`;
  }

  #point(place: number, end: number): void {
    const { cursor } = this;
    if (cursor) cursor.place = place >= end && !cursor.view.range ? undefined : place;
  }

  /** A button without effect is marked as disabled and keeps its focus. */
  #button(text: string, name: string, what: Move, off: boolean): unknown {
    return html`<button
      type="button"
      class="quiet"
      aria-label=${name}
      title=${name}
      aria-disabled=${off ? 'true' : 'false'}
      @click=${(event: Event) => this.#pressed(event, what, off)}
    >
      ${text}
    </button>`;
  }

  #pressed({ currentTarget }: Event, what: Move, off: boolean): void {
    if (off) return;
    // The button disappears when the whole run is visible.
    if (what === 'whole' && currentTarget instanceof HTMLElement) this.zoomIn?.focus();
    this.#show(what);
  }

  #show(what: Move): void {
    const { cursor, store } = this;
    if (!cursor || !store) return;
    const { view } = cursor;
    const end = wholeEnd(store, view);
    if (what === 'in') view.zoom(ZOOM, end);
    else if (what === 'out') view.zoom(1 / ZOOM, end);
    else if (what === 'back') view.pan(-PAN, end);
    else if (what === 'on') view.pan(PAN, end);
    else view.showAll();
  }

  #setAxis({ target }: Event): void {
    if (!(target instanceof HTMLSelectElement)) return;
    const { cursor, store } = this;
    const axis = AXES.find((each) => each === target.value);
    if (!axis) return;
    if (cursor && store) {
      const { place, view } = cursor;
      // The cursor keeps its step, if the run can convert it.
      const step = place === undefined ? undefined : stepOf(place, view.axis, store.variants);
      view.axis = axis;
      cursor.place = step === undefined ? undefined : placeOf(step, axis, store.variants);
    }
    remember('axis', axis);
  }

  #setSmoothing(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement) || !this.cursor) return;
    this.cursor.view.smoothing = Number(event.target.value);
    remember('smoothing', event.target.value);
  }
}

type Move = 'in' | 'out' | 'back' | 'on' | 'whole';

declare global {
  interface HTMLElementTagNameMap {
    'lab-view-bar': LabViewBar;
  }
}
