/** The system's Firefox through WebDriver BiDi, because Playwright drives only its own builds. */
import { spawnSync } from 'node:child_process';
import { launch, type Browser, type KeyInput, type Page } from 'puppeteer-core';

/** The path in FIREFOX, or the system's Firefox if it is 1; undefined if there is none that starts. */
export function findFirefox(named = process.env.FIREFOX): string | undefined {
  if (named === undefined || named === '') return undefined;
  const names = named === '1' ? ['firefox', 'firefox-esr'] : [named];
  const path = names.find((name) => spawnSync(name, ['--version']).status === 0);
  if (path === undefined || path.includes('/')) return path;
  return spawnSync('which', [path], { encoding: 'utf8' }).stdout.trim();
}

/** One headless browser with a new, empty profile. */
export class Firefox {
  readonly #browser: Browser;
  readonly #page: Page;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.#page = page;
  }

  static async start(executablePath: string, preferences: Readonly<Record<string, unknown>> = {}): Promise<Firefox> {
    const browser = await launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      extraPrefsFirefox: preferences,
      protocolTimeout: 600_000,
    });
    const page = await browser.newPage();
    await page.setViewport(null);
    return new Firefox(browser, page);
  }

  async open(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  async reload(): Promise<void> {
    await this.#page.reload();
  }

  /** Calls `body` in the page and returns its settled value. `body` must not refer to anything outside it. */
  run<T>(body: () => T | Promise<T>): Promise<T> {
    return this.#page.evaluate(body);
  }

  /** Moves the mouse to a position in the window, px. */
  point(x: number, y: number): Promise<void> {
    return this.#page.mouse.move(x, y);
  }

  /** Presses and releases a key. */
  press(key: KeyInput): Promise<void> {
    return this.#page.keyboard.press(key);
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
