/** Preview of the user's own images before training: an image of each class, their counts, and the held-out part. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount } from '../../charts/format.ts';
import { shortDigest, type OwnData } from '../../shared/data-sets/own-data.ts';
import { msg, plural, str } from '../../shared/util/texts.ts';
import '../ui/lab-thumbnail.ts';
import { shared } from '../ui/styles.ts';

@customElement('lab-own-data')
export class LabOwnData extends LitElement {
  static override styles = [
    shared,
    css`
      p {
        margin: 0 0 8px;
        overflow-wrap: anywhere;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(64px, 1fr));
        gap: 8px;
        max-height: 260px;
        margin: 0 0 8px;
        padding: 0;
        list-style: none;
        overflow: auto;
      }
      li {
        font-size: var(--text-small);
        line-height: 16px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) data?: OwnData;

  protected override render(): unknown {
    const { data } = this;
    if (!data) return null;
    const { name, digest, classNames, counts, trainExamples, testExamples, testGiven, leftOut, channels } = data;
    const [train, test] = [formatCount(trainExamples), formatCount(testExamples)];
    return html`<p class="small">
        <b>${name}</b>:
        ${
          testGiven
            ? msg(str`${train} images to train on, ${test} given as test part;`)
            : msg(str`${train} images to train on, ${test} held out for the test, drawn from the seed;`)
        }
        ${channels === 1 ? msg('grey.') : msg('colour.')} ${leftOut > 0 ? leftOutText(leftOut) : nothing}
        <span class="soft" title=${digest}>SHA-256 ${shortDigest(digest)}…</span>
      </p>
      <ul aria-label=${msg('Classes of your images')} tabindex="0">
        ${classNames.map(
          (className, label) =>
            html`<li>
              ${this.#sample(data, className, label)}<b>${className}</b> ${formatCount(counts[label] ?? 0)}
            </li>`,
        )}
      </ul>`;
  }

  #sample({ samples, size, channels }: OwnData, className: string, label: number): unknown {
    const length = size * size * channels;
    const pixels = samples.subarray(label * length, (label + 1) * length);
    if (pixels.length < length) return nothing;
    return html`<lab-thumbnail
      .pixels=${pixels}
      .size=${size}
      .channels=${channels}
      label=${msg(str`an image of ${className}`)}
    ></lab-thumbnail>`;
  }
}

const leftOutText = (count: number): string =>
  plural(count, {
    one: msg(str`${formatCount(count)} other file left out.`),
    other: msg(str`${formatCount(count)} other files left out.`),
  });

declare global {
  interface HTMLElementTagNameMap {
    'lab-own-data': LabOwnData;
  }
}
