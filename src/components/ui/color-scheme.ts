/** Whether the page is dark now, for components whose lines have colours of their own: they render again when that changes. */
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
