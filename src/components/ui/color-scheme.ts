/** Whether the page is dark, for components with their own line colours. They render again when it changes. */
import type { ReactiveElement } from 'lit';
import { colorTheme } from '../../state/color-theme.ts';
import { Listeners } from './listeners.ts';

export class ColorScheme {
  constructor(host: ReactiveElement) {
    new Listeners(host, () => [[colorTheme, 'change', () => host.requestUpdate()]]);
  }

  get dark(): boolean {
    return colorTheme.dark;
  }
}
