/** The network in a table: each kernel's shape and size, and the two ways of counting parameters. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount, formatNumber, formatPercent } from '../charts/format.ts';
import type { DataInfo, NetworkInfo } from '../shared/run-records.ts';
import { shared, tables } from './styles.ts';

@customElement('lab-layers')
export class LabLayers extends LitElement {
  static override styles = [
    shared,
    tables,
    css`
      .scroll {
        overflow-x: auto;
      }
      p {
        margin: 0 0 8px;
      }
    `,
  ];

  @property({ attribute: false }) network: NetworkInfo | null = null;
  @property({ attribute: false }) data: DataInfo | null = null;

  protected override render(): unknown {
    const { network } = this;
    if (!network) return html`<p class="soft">The network’s layers will stand here once it is built.</p>`;
    const { layers, parameters, trainable } = network;
    return html`<p>
        ${formatCount(parameters)} parameters, counting kernels and one bias (or BatchNorm offset) a
        filter${
          trainable === parameters ? nothing : html`; ${formatCount(trainable)} with BatchNorm’s scales`
        }.${this.#dataText()}
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label="Layers">
        <table aria-label="Layers">
          <thead>
            <tr>
              <th scope="col">layer</th>
              <th scope="col">kernel</th>
              <th scope="col" class="number">parameters</th>
            </tr>
          </thead>
          <tbody>
            ${layers.map(
              (layer) =>
                html`<tr>
                  <th scope="row">${layer.name}</th>
                  <td>${layer.shape.join(' × ')}</td>
                  <td class="number">${formatCount(layer.parameters)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  #dataText(): string {
    const { data } = this;
    if (!data) return '';
    const wrong = data.corruption.map(formatPercent).join(' and ');
    return ` Trained on ${formatCount(data.trainExamples)} examples, tested on ${formatCount(data.testExamples)}. Wrong labels at the start: ${wrong}. Entropy of the given labels: ${formatNumber(data.labelEntropy)} nats.`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-layers': LabLayers;
  }
}
