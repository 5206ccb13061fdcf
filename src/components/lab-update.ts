/** Offers a reload while no run would be interrupted: for a newer build, or for cross-origin isolation. */
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messageLine } from './ui/message.styles.ts';
import { shared } from './ui/styles.ts';
import { msg } from '../shared/util/texts.ts';

@customElement('lab-update')
export class LabUpdate extends LitElement {
  static override styles = [shared, messageLine];

  /** Loads the newer build; undefined if there is none. */
  @property({ attribute: false }) use: (() => void) | undefined;
  /** Reloads the page for cross-origin isolation; undefined if a reload wouldn't help. */
  @property({ attribute: false }) isolate: (() => void) | undefined;
  /** A run loads or trains, or something more pressing is said. */
  @property({ type: Boolean }) busy = false;

  protected override render(): unknown {
    const { use, isolate } = this;
    if (this.busy) return nothing;
    if (use)
      return this.#offer(msg('A newer release of the lab is ready. Your runs are kept.'), msg('Load it now'), use);
    if (!isolate) return nothing;
    return this.#offer(
      msg(
        'WebAssembly has one thread, because this host sends no headers for shared memory. After one reload it has more. Your runs are kept.',
      ),
      msg('Reload now'),
      isolate,
    );
  }

  #offer(words: string, action: string, reload: () => void): unknown {
    return html`<section aria-live="polite" aria-atomic="true">
      <p>${words}</p>
      <button type="button" class="quiet" @click=${reload}>${action}</button>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-update': LabUpdate;
  }
}
