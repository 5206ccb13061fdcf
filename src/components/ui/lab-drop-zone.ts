/**
 * A field for files: a button to choose them, and a drop target. The page handles drops anywhere; this element shows
 * where. The slot has the hint.
 * @fires files-chosen {detail: readonly UserFile[]}
 */
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { UserFile } from '../../shared/data-sets/own-data.ts';
import { msg } from '../../shared/util/texts.ts';
import { chosenFiles } from './user-files.ts';
import { shared } from './styles.ts';

@customElement('lab-drop-zone')
export class LabDropZone extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    shared,
    css`
      .zone {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        padding: var(--zone-padding, 8px);
        border: var(--zone-border, 1px dashed var(--line-strong));
        border-radius: var(--radius);
      }
      .zone.over {
        border-color: var(--accent);
        background: var(--surface-sunk);
      }
      .field {
        position: relative;
        display: inline-flex;
        align-items: center;
        min-height: 32px;
        padding: 0 12px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .field:hover {
        background: var(--surface-sunk);
      }
      .field:focus-within {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        opacity: 0;
        cursor: pointer;
      }
    `,
  ];

  /** The accessible name of the field. */
  @property() label = '';
  /** The button's text. */
  @property() choose = msg('Choose files');
  /** The `accept` attribute of the file input. */
  @property() accept = '';
  /** Whether to choose a folder. */
  @property({ type: Boolean }) folder = false;
  @state() private over = false;

  protected override render(): unknown {
    return html`<div
      class=${this.over ? 'zone over' : 'zone'}
      @dragenter=${() => (this.over = true)}
      @dragleave=${() => (this.over = false)}
      @drop=${() => (this.over = false)}
    >
      <span class="field"
        >${this.choose}<input
          type="file"
          ?multiple=${!this.folder}
          ?webkitdirectory=${this.folder}
          accept=${this.accept}
          aria-label=${this.label}
          aria-describedby="hint"
          @change=${this.#picked}
      /></span>
      <span id="hint" class="small soft"><slot></slot></span>
    </div>`;
  }

  #picked({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    const detail = chosenFiles(target);
    // Lets the user choose the same files again.
    target.value = '';
    if (detail.length > 0) this.dispatchEvent(new CustomEvent<readonly UserFile[]>('files-chosen', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-drop-zone': LabDropZone;
  }
}
