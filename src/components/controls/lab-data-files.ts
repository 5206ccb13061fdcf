/** File pickers for the user's data. Dropping files anywhere on the page does the same. They stay in this browser. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DataSetDefinition } from '../../shared/data-sets/data-set.ts';
import { dataSetOf, isUserSet, isOwn } from '../../shared/data-sets/find.ts';
import { DATA_SETS, type DataSet } from '../../shared/data-sets/index.ts';
import type { UserFile, OwnData } from '../../shared/data-sets/own-data.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { DataNote } from '../../state/run-store.ts';
import { LabActionEvent } from '../ui/lab-action.ts';
import '../ui/lab-drop-zone.ts';
import './lab-own-data.ts';
import { shared } from '../ui/styles.ts';
import { withLinks } from '../ui/words.ts';

@customElement('lab-data-files')
export class LabDataFiles extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 8px;
        margin-top: 8px;
      }
      p {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .refused {
        color: var(--danger);
      }
    `,
  ];

  /** The chosen data set. */
  @property() data: DataSet = DATA_SETS[0].name;
  @property({ attribute: false }) note: DataNote | null = null;
  @property({ attribute: false }) own: OwnData | null | undefined;

  protected override render(): unknown {
    const { note, data } = this;
    if (!isUserSet(data) && !note) return null;
    return html`${isOwn(data) ? this.#own() : this.#known(dataSetOf(data))}
      <p
        class=${note?.kind === 'refused' ? 'small refused' : 'small'}
        aria-live="polite"
        aria-atomic="true"
        data-note=${note?.kind ?? nothing}
      >
        ${note ? withLinks(note.text) : nothing}
      </p>`;
  }

  #known({ title, origin }: DataSetDefinition): unknown {
    if (origin.kind !== 'idx' && origin.kind !== 'records') return nothing;
    const { name, address, megabytes, others } = origin.download;
    const from = origin.kind === 'records' ? origin.package : undefined;
    return html`<p class="small">
        ${
          others === undefined
            ? msg(
                html`${title} is not part of this page. Download <a href=${address}>${name}</a> (${megabytes} MB), and
                  give them to the lab. They stay in this browser.`,
              )
            : msg(
                html`${title} is not part of this page. Download <a href=${address}>${name}</a> (${megabytes} MB), and
                  give it or ${others} to the lab. They stay in this browser.`,
              )
        }
        ${from ? msg(html`The npm package <a href=${from.address}>${from.name}</a> (${from.megabytes} MB) will do as well.`) : nothing}
      </p>
      <lab-drop-zone label=${msg(str`${title} files`)} accept=${origin.accept} @files-chosen=${this.#give}
        >${msg('or drop them on this page')}</lab-drop-zone
      >`;
  }

  #own(): unknown {
    return html`${this.own ? html`<lab-own-data .data=${this.own}></lab-own-data>` : nothing}
      <p class="small">
        ${msg(
          html`Give the lab a folder with a folder of pictures for each class, an <b>.npz</b> file, or <b>IDX</b> files.
            They stay in this browser.`,
        )}
      </p>
      <lab-drop-zone
        folder
        label=${msg('Folder of pictures')}
        choose=${msg('Choose a folder')}
        @files-chosen=${this.#give}
        >${msg('of pictures, or drop it on this page')}</lab-drop-zone
      >
      <lab-drop-zone
        label=${msg('Arrays (.npz, or IDX images and labels)')}
        choose=${msg('Choose arrays')}
        @files-chosen=${this.#give}
        >${msg('.npz, or IDX images and labels')}</lab-drop-zone
      >`;
  }

  #give(event: CustomEvent<readonly UserFile[]>): void {
    this.dispatchEvent(new LabActionEvent({ type: 'data', files: event.detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-data-files': LabDataFiles;
  }
}
