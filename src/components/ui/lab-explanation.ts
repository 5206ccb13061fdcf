/** The explanation of one quantity: definition, formula, range, measurement, meaning, sources. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { rangeText, type Explanation } from '../../shared/glossary/explanations.ts';
import { shared } from './styles.ts';

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
    `,
  ];

  @property({ attribute: false }) explanation?: Explanation;

  protected override render(): unknown {
    const { explanation } = this;
    if (!explanation) return null;
    const { name, what, formula, undefinedWhen, measured, shows, sources } = explanation;
    return html`<h3>${name}</h3>
      <p>${what}</p>
      <p class="soft">
        ${formula} · ${rangeText(explanation)}${undefinedWhen === '' ? nothing : ` · “–” when ${undefinedWhen}`}
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

declare global {
  interface HTMLElementTagNameMap {
    'lab-explanation': LabExplanation;
  }
}
