/** Shows the HTML that embeds the run in another page. */
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { escapeMarkup } from '../../shared/util/text.ts';
import { withView } from '../../shared/run/page-view.ts';
import { msg } from '../../shared/util/texts.ts';
import '../ui/lab-code.ts';
import type { LabCode } from '../ui/lab-code.ts';
import { shared } from '../ui/styles.ts';

@customElement('lab-embed')
export class LabEmbed extends LitElement {
  static override styles = [
    shared,
    css`
      button {
        width: 100%;
      }
    `,
  ];

  /** The run's absolute address. */
  @property() address = '';
  @query('lab-code') private lines?: LabCode;

  protected override render(): unknown {
    return html`<button type="button" class="quiet" @click=${() => void this.lines?.show()}>
        ${msg('Embed in a page')}
      </button>
      <lab-code heading=${msg('This run inside another page')} .code=${frameFor(this.address)}></lab-code>`;
  }
}

function frameFor(address: string): string {
  if (address === '') return '';
  const url = new URL(address);
  url.search = withView(url.search.slice(1), 'embed');
  return `<iframe src="${escapeMarkup(url.href)}" title="Shuffle Lab" width="800" height="600"></iframe>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-embed': LabEmbed;
  }
}
