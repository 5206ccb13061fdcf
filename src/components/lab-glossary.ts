/** The explanations of every number, as a list. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { GLOSSARY, type Explanation } from './glossary.ts';
import { shared } from './styles.ts';

@customElement('lab-glossary')
export class LabGlossary extends LitElement {
  static override styles = [
    shared,
    css`
      dl {
        margin: 0;
        columns: 360px;
        column-gap: 32px;
      }
      div {
        break-inside: avoid;
        padding-bottom: 16px;
      }
      dt {
        font-weight: 600;
      }
      dd {
        margin: 0;
      }
      .formula {
        font-variant-numeric: var(--text-number);
      }
      a {
        color: var(--accent);
      }
    `,
  ];

  protected override render(): unknown {
    return html`<dl>${GLOSSARY.map((entry) => this.#entry(entry))}</dl>`;
  }

  #entry({ name, formula, range, text, source }: Explanation): unknown {
    return html`<div>
      <dt>${name}</dt>
      <dd class="formula soft">${formula} · ${range}</dd>
      <dd>
        ${text} ${source ? html`<a href=${source.href} target="_blank" rel="noreferrer">${source.label}</a>` : nothing}
      </dd>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-glossary': LabGlossary;
  }
}
