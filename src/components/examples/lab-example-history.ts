/**
 * The history of training examples: when each was fitted and how often it was forgotten, as a summary and as a sorted
 * grid of images.
 */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { formatCount, formatNumber, formatPercent } from '../../charts/format.ts';
import { variantNames } from '../../charts/marks.ts';
import type { AnswerOf } from '../../shared/inspections/index.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import { exampleLists } from './example-lists.styles.ts';
import {
  factsOf,
  historySummaries,
  ONLY,
  sortedFacts,
  SORTS,
  type ExampleFacts,
  type HistorySummary,
} from './example-history-rows.ts';
import { chosenIndex } from '../ui/form-values.ts';
import { Inspected } from '../inspection/inspected.ts';
import { evaluationKey, runKey } from '../inspection/evaluation-key.ts';
import './lab-example-course.ts';
import '../ui/lab-table-text.ts';
import '../ui/lab-term.ts';
import '../ui/lab-thumbnail.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { shared, tables } from '../ui/styles.ts';

/** Number of images shown at once. */
const SHOWN = 24;

@customElement('lab-example-history')
export class LabExampleHistory extends LitElement {
  static override styles = [
    shared,
    tables,
    exampleLists,
    css`
      h3 {
        margin: 0 0 4px;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        margin: 12px 0 8px;
      }
      .scroll {
        overflow-x: auto;
      }
      thead th {
        max-width: 14ch;
        white-space: normal;
        vertical-align: bottom;
      }
      li {
        flex-wrap: wrap;
      }
      li > div {
        flex: 1;
        min-width: 0;
      }
      li > button.quiet {
        flex-basis: 100%;
        padding: 0 4px;
        border-color: transparent;
        color: var(--accent);
        text-align: right;
      }
      :host {
        margin-bottom: 24px;
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  @state() private sort = SORTS[0];
  @state() private only = ONLY[0];
  @state() private variant = 0;
  /** Index of the example whose evaluations are shown. */
  @state() private course: number | undefined;
  readonly #evaluation = new Inspected(this, 'evaluation');
  readonly #images = new Inspected(this, 'images');
  #facts: { readonly of: unknown; readonly facts: readonly ExampleFacts[] } | undefined;

  protected override willUpdate(): void {
    const key = this.store && evaluationKey(this.store);
    if (key !== undefined) return this.#evaluation.ask(key, {});
    this.#evaluation.clear();
    this.#images.clear();
  }

  protected override render(): unknown {
    const { store } = this;
    const evaluation = this.#evaluation.value;
    if (!store) return null;
    return html`<h3>
        <lab-term of="firstFitted">${msg('First fitted')}</lab-term>,
        <lab-term of="forgettingEvents">${msg('forgotten')}</lab-term>,
        <lab-term of="margin">${msg('margin')}</lab-term>
      </h3>
      ${evaluation && store.data ? this.#content(store, evaluation, store.data.classNames) : this.#absent(store)}`;
  }

  #absent(store: RunStore): unknown {
    if (!store.begun)
      return html`<p class="soft">
        ${msg('Each training example’s history appears here after the first evaluation.')}
      </p>`;
    return html`<p class="soft">${this.#evaluation.failure}</p>`;
  }

  #content(store: RunStore, evaluation: AnswerOf<'evaluation'>, classNames: readonly string[]): unknown {
    const names = variantNames(store.params, store.events);
    const at = Math.min(this.variant, evaluation.variants.length - 1);
    const { step, since } = evaluation.variants[at] ?? { step: null, since: null };
    if (step === null) return html`<p class="soft">${msg('No evaluation has been made yet.')}</p>`;
    const late = since !== null && since > (store.variants[at]?.evaluations.column('step')[0] ?? 0);
    return html`<p>
        ${late ? msg(str`What the evaluations since step ${formatCount(since)} up to step ${formatCount(step)} saw of each training example.`) : msg(str`What the evaluations up to step ${formatCount(step)} saw of each training example.`)}
        ${msg('A history starts again when the example’s observed label changes.')}
      </p>
      <lab-table-text label=${msg('Example history')}></lab-table-text>
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Example history, scrollable')}>
        ${this.#summaries(evaluation, names)}
      </div>
      ${this.#choices(names)} ${this.#grid(store, this.#factsOf(evaluation, at), classNames)}`;
  }

  #summaries(evaluation: AnswerOf<'evaluation'>, names: readonly string[]): unknown {
    return html`<table aria-label=${msg('Example history')}>
      <thead>
        <tr>
          ${names.length > 1 ? html`<th scope="col">${msg('variant')}</th>` : nothing}
          <th scope="col">${msg('examples with')}</th>
          <th scope="col" class="number">${msg('number')}</th>
          <th scope="col" class="number">${msg('fitted now')}</th>
          <th scope="col" class="number">${msg('never fitted')}</th>
          <th scope="col" class="number">${msg('first fitted, median step')}</th>
          <th scope="col" class="number">${msg('forgotten at least once')}</th>
          <th scope="col" class="number">${msg('forgetting events, mean')}</th>
          <th scope="col" class="number">${msg('margin, median')}</th>
        </tr>
      </thead>
      <tbody>
        ${evaluation.variants.map((_, i) =>
          historySummaries(factsOf(evaluation, i)).map((row) => this.#summary(row, names[i])),
        )}
      </tbody>
    </table>`;
  }

  #summary(row: HistorySummary, name: string | undefined): unknown {
    const cells = [
      formatCount(row.examples),
      formatPercent(row.fitted),
      formatPercent(row.neverFitted),
      formatCount(row.firstFitted),
      formatPercent(row.forgottenOnce),
      formatNumber(row.forgetting),
      formatNumber(row.margin),
    ];
    return html`<tr>
      ${name === undefined ? nothing : html`<td>${name}</td>`}
      <th scope="row">${row.label}</th>
      ${cells.map((cell) => html`<td class="number">${cell}</td>`)}
    </tr>`;
  }

  #choices(names: readonly string[]): unknown {
    return html`<div class="choices">
      <label
        >${msg('Order')}
        <select @change=${(event: Event) => (this.sort = SORTS[chosenIndex(event)] ?? SORTS[0])}>
          ${SORTS.map((sort) => html`<option ?selected=${sort === this.sort}>${sort.name}</option>`)}
        </select>
      </label>
      <label
        >${msg('Only')}
        <select @change=${(event: Event) => (this.only = ONLY[chosenIndex(event)] ?? ONLY[0])}>
          ${ONLY.map((only) => html`<option ?selected=${only === this.only}>${only.name}</option>`)}
        </select>
      </label>
      ${
        names.length < 2
          ? nothing
          : html`<label
              >${msg('Of')}
              <select @change=${(event: Event) => (this.variant = chosenIndex(event))}>
                ${names.map((name, i) => html`<option ?selected=${i === this.variant}>${name}</option>`)}
              </select>
            </label>`
      }
    </div>`;
  }

  #grid(store: RunStore, facts: readonly ExampleFacts[], classNames: readonly string[]): unknown {
    const { sort, only } = this;
    if (!sort || !only) return nothing;
    const sorted = sortedFacts(facts, sort.by, only);
    const shown = sorted.slice(0, SHOWN);
    const indices = shown.map(({ index }) => index);
    this.#images.ask(`${runKey(store)} ${indices.join()}`, { of: 'train', indices });
    return html`<p class="soft">${msg(str`${shown.length} of ${formatCount(sorted.length)} examples`)}</p>
      <ul aria-label=${msg('Examples by history')}>
        ${repeat(
          shown,
          ({ index }) => index,
          (each) => this.#card(each, classNames),
        )}
      </ul>
      ${this.course === undefined ? nothing : html`<lab-example-course .index=${this.course}></lab-example-course>`}`;
  }

  #card(facts: ExampleFacts, classNames: readonly string[]): unknown {
    const name = (label: number): string => classNames[label] ?? String(label);
    const { observed, truth, predicted, firstFitted, forgotten, margin } = facts;
    const { value: images, question } = this.#images;
    const at = question?.indices.indexOf(facts.index) ?? -1;
    const length = images ? images.size * images.size * images.channels : 0;
    const wrong = observed !== truth;
    const fitted = Number.isNaN(firstFitted)
      ? msg('never fitted')
      : msg(str`fitted at step ${formatCount(firstFitted)}`);
    const forgot = forgotten === 1 ? msg('forgotten once') : msg(str`forgotten ${formatCount(forgotten)} times`);
    const text = msg(
      str`image ${formatCount(facts.index + 1)}: given ${name(observed)}, true ${name(truth)}, predicted ${name(predicted)}, ${fitted}, ${forgot}, margin ${formatNumber(margin)}`,
    );
    return html`<li class=${wrong ? 'wrong' : ''}>
      <lab-thumbnail
        .pixels=${at < 0 ? undefined : images?.pixels.subarray(at * length, (at + 1) * length)}
        .size=${images?.size ?? 1}
        .channels=${images?.channels ?? 1}
        label=${text}
      ></lab-thumbnail>
      <div aria-hidden="true">
        <div>
          ${wrong ? msg(html`given <b>${name(observed)}</b>, true ${name(truth)}`) : html`${msg(str`given ${name(observed)}`)}`}
        </div>
        <div>${fitted}</div>
        <div>${forgotten === 0 ? msg('never forgotten') : forgot}</div>
        <div>${msg(str`margin ${formatNumber(margin)}`)}</div>
      </div>
      <button
        type="button"
        class="quiet"
        aria-label=${msg(str`History of image ${formatCount(facts.index + 1)}`)}
        aria-pressed=${this.course === facts.index ? 'true' : 'false'}
        @click=${() => (this.course = this.course === facts.index ? undefined : facts.index)}
      >
        ${msg('History')}
      </button>
    </li>`;
  }

  #factsOf(evaluation: AnswerOf<'evaluation'>, variant: number): readonly ExampleFacts[] {
    const of = evaluation.variants[variant];
    if (this.#facts?.of !== of) this.#facts = { of, facts: factsOf(evaluation, variant) };
    return this.#facts?.facts ?? [];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-example-history': LabExampleHistory;
  }
}
