/** The explanation of one quantity: a sentence; More adds formula, range, measurement, meaning and sources. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { until } from 'lit/directives/until.js';
import { EXPLANATIONS, rangeText, type Explanation, type ExplanationKey } from '../../shared/glossary/explanations.ts';
import { msg, str } from '../../shared/util/texts.ts';
import { drawingOf } from './explanation-drawings.ts';
import { shared } from './styles.ts';

/** Meanings of letters in formulas. */
const LETTERS = [
  [/\\tilde y/, msg('ỹ: given label')],
  [/(?<!\\(tilde|hat) )\by_/, msg('y: true label')],
  [/\\hat y/, msg('ŷ: predicted label')],
] as const;

@customElement('lab-explanation')
export class LabExplanation extends LitElement {
  static override styles = [
    shared,
    css`
      h3,
      p {
        margin: 0;
      }
      h3 {
        font-size: inherit;
      }
      .drawing {
        float: right;
        width: 120px;
        height: 44px;
        margin: 0 0 4px 16px;
      }
      path {
        fill: none;
        stroke: var(--line-strong);
        stroke-width: 1.2;
      }
      .accent {
        stroke: var(--accent);
        stroke-width: 2;
      }
      .other {
        stroke: var(--shuffled);
        stroke-width: 2;
        stroke-dasharray: 5 2;
      }
      summary {
        width: max-content;
        min-height: 24px;
        color: var(--accent);
        cursor: pointer;
      }
      .formula {
        /* The layout boxes of fractions and sums reach up to 9 px below the line. */
        margin: 4px 0 -2px;
        padding-bottom: 10px;
        overflow: auto hidden;
        font-size: 1.125em;
      }
      .overline {
        border-top: 1px solid;
        padding-top: 1px;
      }
      mover > mo {
        math-depth: 0;
      }
    `,
  ];

  @property({ attribute: false }) of?: ExplanationKey;
  /** Shows everything without More. */
  @property({ type: Boolean }) whole = false;
  /** Without the drawing. */
  @property({ type: Boolean }) plain = false;
  @state() private opened = false;

  protected override render(): unknown {
    const { of } = this;
    if (!of) return null;
    const explanation: Explanation = EXPLANATIONS[of];
    const { name, what } = explanation;
    return html`${this.plain ? nothing : (drawingOf(of) ?? nothing)}
      <h3>${name}</h3>
      <p>${what}</p>
      ${
        this.whole
          ? this.#rest(explanation)
          : html`<details @toggle=${this.#toggled}>
              <summary>${msg('More')}</summary>
              ${this.opened ? this.#rest(explanation) : nothing}
            </details>`
      }`;
  }

  #toggled(event: Event): void {
    if (event.target instanceof HTMLDetailsElement) this.opened = event.target.open;
  }

  #rest(explanation: Explanation): unknown {
    const { formula, latex, undefinedWhen, measured, shows, sources } = explanation;
    const letters = LETTERS.flatMap(([letter, meaning]) => (letter.test(latex) ? [meaning] : []));
    return html`<p class="formula">${until(mathOf(latex, formula), formula)}</p>
      ${letters.length === 0 ? nothing : html`<p class="soft small">${letters.join(' · ')}</p>`}
      <p class="soft">
        ${rangeText(explanation)}${undefinedWhen === '' ? nothing : html` · ${msg(str`“–” when ${undefinedWhen}`)}`}
      </p>
      <p>${measured} ${shows}</p>
      ${
        sources.length === 0
          ? nothing
          : html`<p class="small">
              ${sources.map(
                ({ label, title, href }, i) =>
                  html`${i === 0 ? '' : ' · '}<a href=${href} target="_blank" rel="noreferrer" title=${title}
                      >${label}</a
                    >`,
              )}
            </p>`
      }`;
  }
}

/** The formula as MathML, or as plain text if the formulas can't be fetched. */
async function mathOf(latex: string, text: string): Promise<unknown> {
  try {
    const { formulas } = await import('virtual:formulas');
    return unsafeHTML(`<math display="block">${formulas.get(latex) ?? text}</math>`);
  } catch {
    return text;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-explanation': LabExplanation;
  }
}
