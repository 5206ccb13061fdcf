/** The light or dark theme: the visitor's choice, else the system's. Fires `change`. */
import { preference, remember } from './preferences.ts';

const KEY = 'theme';

class ColorTheme extends EventTarget {
  readonly #system = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    super();
    this.#system.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  get dark(): boolean {
    const chosen = preference(KEY);
    return chosen === 'dark' || (chosen !== 'light' && this.#system.matches);
  }

  /** Stores the choice. */
  choose(dark: boolean): void {
    remember(KEY, dark ? 'dark' : 'light');
    this.#apply();
  }

  /** The style sheets read the root's attribute. Without a choice they follow the system. */
  #apply(): void {
    const chosen = preference(KEY);
    if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset.theme = chosen;
    this.dispatchEvent(new Event('change'));
  }
}

export const colorTheme = new ColorTheme();
