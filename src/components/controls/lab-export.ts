/** The Export menu: one item per exporter, the code that an exporter shows beside its file, and a report's details. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Exporter } from '../../export/formats/exporters.ts';
import type { Code } from '../../export/format.ts';
import '../ui/lab-code.ts';
import type { LabCode } from '../ui/lab-code.ts';
import '../ui/lab-menu.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { shared } from '../ui/styles.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';

/** Opens the fields of a report's title, author and note. */
const detailsItem = (): string => msg('Title, author, note …');

@customElement('lab-export')
export class LabExport extends LitElement {
  static override styles = [
    shared,
    css`
      p {
        margin: 4px 0 0;
        color: var(--danger);
      }
    `,
  ];

  @shown(runContext) private store?: RunStore;
  @property({ attribute: false }) exporters: readonly Exporter[] = [];
  @property({ type: Boolean }) disabled = false;
  @state() private failure = '';
  @state() private beside: Code | undefined;
  @query('lab-code') private lines?: LabCode;

  protected override render(): unknown {
    if (this.exporters.length === 0) return null;
    return html`<lab-menu
        label=${msg('Export')}
        .items=${[...this.exporters.map(({ name }) => name), detailsItem()]}
        .disabled=${this.disabled}
        @menu-choice=${(event: CustomEvent<string>) => this.#save(event.detail)}
      ></lab-menu>
      <lab-code heading=${this.beside?.heading ?? ''} .code=${this.beside?.text ?? ''}></lab-code>
      ${this.failure === '' ? nothing : html`<p role="alert" class="small">${this.failure}</p>`}`;
  }

  async #save(name: string): Promise<void> {
    this.failure = '';
    try {
      if (name === detailsItem()) {
        const { openReportDetails } = await import('./lab-report-details.ts');
        openReportDetails(this.store);
        return;
      }
      this.beside = await this.exporters.find((exporter) => exporter.name === name)?.save();
      if (!this.beside) return;
      await this.updateComplete;
      await this.lines?.show();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.failure = msg(str`${name} was not written: ${reason}`);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-export': LabExport;
  }
}
