/** The button that switches between the light and the dark theme. */
import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { colorTheme } from '../state/color-theme.ts';
import { ColorScheme } from './ui/color-scheme.ts';
import { shared } from './ui/styles.ts';
import { msg } from '../shared/util/texts.ts';

@customElement('lab-theme')
export class LabTheme extends LitElement {
  static override styles = [
    shared,
    css`
      button {
        display: grid;
        place-items: center;
        width: 32px;
        padding: 0;
      }
      svg {
        width: 16px;
        fill: currentcolor;
      }
    `,
  ];
  readonly #scheme = new ColorScheme(this);

  protected override render(): unknown {
    const { dark } = this.#scheme;
    return html`<button
      type="button"
      class="theme"
      aria-label=${msg('Dark theme')}
      title=${msg('Dark theme')}
      aria-pressed=${dark ? 'true' : 'false'}
      @click=${() => colorTheme.choose(!dark)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.5v11a5.5 5.5 0 0 1 0-11Z"></path>
      </svg>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-theme': LabTheme;
  }
}
