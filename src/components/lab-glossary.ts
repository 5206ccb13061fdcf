/** The explanation of every quantity, and the source of TPM. */
import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { explainedIn, TPM_ORIGIN, type Family } from '../shared/glossary/explanations.ts';
import { msg } from '../shared/util/texts.ts';
import './ui/lab-explanation.ts';
import { shared } from './ui/styles.ts';

const SECTIONS: readonly (readonly [Family, string])[] = [
  ['step', msg('At each step')],
  ['evaluation', msg('At an evaluation')],
  ['probe', msg('At a probe of the gradients')],
  ['window', msg('Over a window')],
  ['demand', msg('On demand')],
  ['count', msg('Counted')],
  ['setting', msg('Chosen')],
];

@customElement('lab-glossary')
export class LabGlossary extends LitElement {
  static override styles = [
    shared,
    css`
      h2 {
        margin: 16px 0 8px;
        font-size: 1rem;
      }
      .columns {
        columns: 360px;
        column-gap: 32px;
      }
      lab-explanation {
        break-inside: avoid;
        padding-bottom: 16px;
      }
      p {
        max-width: 75ch;
        margin: 0 0 8px;
      }
    `,
  ];

  protected override render(): unknown {
    return html`${SECTIONS.map(
        ([family, title]) =>
          html`<h2>${title}</h2>
            <div class="columns">
              ${explainedIn(family).map((key) => html`<lab-explanation whole .of=${key}></lab-explanation>`)}
            </div>`,
      )}
      <h2>${msg('Where TPM comes from')}</h2>
      ${TPM_ORIGIN.map((paragraph) => html`<p>${paragraph}</p>`)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-glossary': LabGlossary;
  }
}
