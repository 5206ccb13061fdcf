/**
 * The examples of the latest probed batch whose gradients are the most and the least aligned with the batch gradient,
 * for one variant.
 */
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ExampleRanking, ProbedExamples } from '../../shared/run/example-records.ts';
import { msg, str } from '../../shared/util/texts.ts';
import { exampleLists } from './example-lists.styles.ts';
import '../ui/lab-term.ts';
import '../ui/lab-thumbnail.ts';
import { rankedCards, rankingText, type RankedCard } from './ranking-text.ts';
import { sections, shared } from '../ui/styles.ts';

@customElement('lab-ranking')
export class LabRanking extends LitElement {
  static override styles = [shared, sections, exampleLists];

  @property({ attribute: false }) ranking?: ExampleRanking;
  /** The variant's name in a paired run, else empty. */
  @property() variant = '';
  /** All layers of the network. */
  @property({ attribute: false }) layers: readonly string[] = [];
  @property({ attribute: false }) classNames: readonly string[] = [];
  /** Edge of an image in pixels, and its channels. */
  @property({ attribute: false }) size = 1;
  @property({ attribute: false }) channels = 1;

  protected override render(): unknown {
    const { ranking, variant } = this;
    if (!ranking) return null;
    return html`<h3>${msg('Most and least coherent examples')}${variant === '' ? nothing : `, ${variant}`}</h3>
      <p>${rankingText(ranking, this.layers)} <lab-term of="exampleAlignment">${msg('What alignment is')}</lab-term></p>
      ${
        ranking.most.indices.length === 0
          ? html`<p class="soft">${msg('No example had a gradient then, so no alignment is defined.')}</p>`
          : html`${this.#list(msg('Most coherent'), ranking.most)} ${this.#list(msg('Least coherent'), ranking.least)}`
      }`;
  }

  #list(title: string, examples: ProbedExamples): unknown {
    const label = this.variant === '' ? title : `${title}, ${this.variant}`;
    return html`<h4>${title}</h4>
      <ul aria-label=${msg(str`${label} examples`)}>
        ${rankedCards(examples, this.classNames).map((card, i) => this.#card(card, examples, i))}
      </ul>`;
  }

  #card(card: RankedCard, { pixels }: ProbedExamples, at: number): unknown {
    const length = this.size * this.size * this.channels;
    return html`<li class=${card.wrong ? 'wrong' : ''}>
      <lab-thumbnail
        .pixels=${pixels.subarray(at * length, (at + 1) * length)}
        .size=${this.size}
        .channels=${this.channels}
        label=${card.text}
      ></lab-thumbnail>
      <div aria-hidden="true">
        <div>
          ${card.wrong ? msg(html`given <b>${card.observed}</b>, true ${card.truth}`) : html`${msg(str`given ${card.observed}`)}`}
        </div>
        <div>${msg(str`predicted ${card.predicted}`)}</div>
        <div>${msg(str`alignment ${card.alignment}`)}</div>
      </div>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-ranking': LabRanking;
  }
}
