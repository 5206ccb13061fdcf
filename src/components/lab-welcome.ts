/**
 * The welcome of a first visit: one sentence and an optional tour. The tour trains, waits, turns the switch, and
 * reports what this run measured. It is part of the page's flow and covers nothing.
 * @fires spot {detail: the subject of the step | null}
 * @fires left when it is closed
 */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { preference, remember } from '../state/preferences.ts';
import type { RunStore } from '../state/run-store.ts';
import { LabActionEvent } from './ui/lab-action.ts';
import { STORY, storyActions, storyFacts, type Spot, type StoryStep } from './story.ts';
import { runContext, shown } from './ui/page-context.ts';
import { messageLine } from './ui/message.styles.ts';
import { shared } from './ui/styles.ts';
import { msg, str } from '../shared/util/texts.ts';

/** The text before the tour does anything. */
const INTRODUCTION = msg('The tour trains the network, shuffles its labels, and says what this run measured.');
/** The introduction is the first step. */
const STEPS = STORY.length + 1;

@customElement('lab-welcome')
export class LabWelcome extends LitElement {
  static override styles = [
    shared,
    messageLine,
    css`
      section {
        font-size: inherit;
      }
      @media (max-width: 760px) {
        p {
          flex-basis: 100%;
        }
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  /** Hides the sentence, because a run has started or the page isn't the full lab. The tour is still available. */
  @property({ type: Boolean }) quiet = false;
  /** What training with the current settings will show. */
  @property() shows = '';
  @state() private seen = preference('welcome') === 'seen';
  /** From 0, the introduction; undefined if no tour is active. */
  @state() private at: number | undefined;

  /** Starts the tour, whether or not it was seen. */
  tour(): void {
    this.#go(0);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('section')?.focus());
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Lit's types omit private state.
    if (!(changed as ReadonlyMap<PropertyKey, unknown>).has('at')) return;
    const spot = this.at === undefined ? undefined : (STORY[this.at - 1]?.spot ?? 'train');
    this.dispatchEvent(new CustomEvent<Spot | null>('spot', { detail: spot ?? null }));
  }

  protected override render(): unknown {
    const { at } = this;
    if (at !== undefined) return this.#step(at, STORY[at - 1]);
    if (this.seen || this.quiet) return nothing;
    return html`<section aria-label=${msg('Welcome')}>
      <p>${this.shows}</p>
      <button type="button" class="quiet" @click=${() => this.tour()}>${msg('Take the tour')}</button>
      <button type="button" class="quiet" @click=${this.#leave}>${msg('Close')}</button>
    </section>`;
  }

  #step(at: number, step: StoryStep | undefined): unknown {
    const { store } = this;
    const last = at === STEPS - 1;
    const measured = store && step ? step.measured(storyFacts(store)) : '';
    // A paused or finished run measures nothing more, so there is nothing to wait for.
    const waits = step !== undefined && measured === '' && (store?.state === 'training' || store?.state === 'loading');
    return html`<section aria-label=${msg('Tour')} tabindex="-1">
      <p>
        <span aria-live="polite"
          ><strong>${msg(str`${at + 1} of ${STEPS}.`)}</strong> ${step?.text ?? INTRODUCTION}</span
        >
        ${waits ? html`<span class="soft">${msg('The run measures it …')}</span>` : html`<b>${measured}</b>`}
      </p>
      <button type="button" class="quiet" aria-disabled=${at === 0 ? 'true' : 'false'} @click=${() => this.#go(at - 1)}>
        ${msg('Back')}
      </button>
      <button
        type="button"
        class="quiet"
        aria-disabled=${waits ? 'true' : 'false'}
        @click=${() => {
          if (!waits) (last ? this.#leave : this.#next)();
        }}
      >
        ${last ? msg('Done') : msg('Next')}
      </button>
      ${last ? nothing : html`<button type="button" class="quiet" @click=${this.#leave}>${msg('Leave the tour')}</button>`}
    </section>`;
  }

  readonly #next = (): void => this.#go((this.at ?? -1) + 1);

  #go(to: number): void {
    const { store } = this;
    if (!store || to < 0) return;
    this.at = to;
    const step = STORY[to - 1];
    if (!step) return;
    for (const action of storyActions(step, store)) this.dispatchEvent(new LabActionEvent(action));
  }

  readonly #leave = (): void => {
    this.at = undefined;
    this.seen = true;
    remember('welcome', 'seen');
    this.dispatchEvent(new Event('left'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-welcome': LabWelcome;
  }
}
