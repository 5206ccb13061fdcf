/** Whether the page is dark now, for components whose lines have colours of their own. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { colorTheme } from '../../state/color-theme.ts';

export class ColorScheme implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #changed = (): void => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get dark(): boolean {
    return colorTheme.dark;
  }

  hostConnected(): void {
    colorTheme.addEventListener('change', this.#changed);
  }

  hostDisconnected(): void {
    colorTheme.removeEventListener('change', this.#changed);
  }
}
