/**
 * What a first visit sees above the lab: one sentence, and a tour of three steps that can be taken or left. Stands in the
 * page's flow, so that it covers nothing. @fires spot {detail: what the step is about | null}; @fires left when it goes
 */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { preference, remember } from '../state/preferences.ts';
import { shared } from './styles.ts';

/** Parts of the page that a step points at. */
export type Spot = 'train' | 'switch' | 'charts';

const STEPS: readonly { readonly spot: Spot; readonly text: string }[] = [
  {
    spot: 'train',
    text: 'Press Train. Loss falls and accuracy rises: the network learns what the images of a class have in common.',
  },
  {
    spot: 'switch',
    text: 'While it trains, turn on Shuffle labels. Now there is nothing in common to learn, only single examples to learn by heart.',
  },
  {
    spot: 'charts',
    text: 'Compare the charts across the line: coherence falls, weights grow, paths straighten. Rest on a name, or press it, to read what it shows.',
  },
];

@customElement('lab-welcome')
export class LabWelcome extends LitElement {
  static override styles = [
    shared,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        padding: 4px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--surface-sunk);
      }
      p {
        flex: 1 1 280px;
        margin: 0;
      }
      @media (max-width: 760px) {
        p {
          flex-basis: 100%;
        }
      }
    `,
  ];

  /** No sentence is wanted: a run is under way, or the page is not the whole lab. The tour can still be taken. */
  @property({ type: Boolean }) quiet = false;
  /** What training as the page stands will show. */
  @property() shows = '';
  @state() private seen = preference('welcome') === 'seen';
  /** From 0; undefined while no tour is taken. */
  @state() private at: number | undefined;

  /** Begins the tour, whether or not it was seen. */
  tour(): void {
    this.at = 0;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('section')?.focus());
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Lit's types leave private state out.
    if (!(changed as ReadonlyMap<PropertyKey, unknown>).has('at')) return;
    const spot = this.at === undefined ? undefined : STEPS[this.at]?.spot;
    this.dispatchEvent(new CustomEvent<Spot | null>('spot', { detail: spot ?? null }));
  }

  protected override render(): unknown {
    const { at } = this;
    if (at !== undefined) return this.#step(at);
    if (this.seen || this.quiet) return nothing;
    return html`<section aria-label="Welcome">
      <p>${this.shows}</p>
      <button type="button" class="quiet" @click=${() => this.tour()}>Take the tour</button>
      <button type="button" class="quiet" @click=${() => this.#leave()}>Close</button>
    </section>`;
  }

  #step(at: number): unknown {
    const last = at === STEPS.length - 1;
    return html`<section aria-label="Tour" tabindex="-1">
      <p aria-live="polite"><strong>${at + 1} of ${STEPS.length}.</strong> ${STEPS[at]?.text}</p>
      <button type="button" class="quiet" ?disabled=${at === 0} @click=${() => (this.at = at - 1)}>Back</button>
      <button type="button" class="quiet" @click=${() => (last ? this.#leave() : (this.at = at + 1))}>
        ${last ? 'Done' : 'Next'}
      </button>
      ${last ? nothing : html`<button type="button" class="quiet" @click=${() => this.#leave()}>Leave the tour</button>`}
    </section>`;
  }

  #leave(): void {
    this.at = undefined;
    this.seen = true;
    remember('welcome', 'seen');
    this.dispatchEvent(new Event('left'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-welcome': LabWelcome;
  }
}
