/** The lab's page in a real browser without a window, used as a person uses it: by names, states and downloads. */
import { statSync } from 'node:fs';
import { chromium, type Browser, type Download, type Page } from 'playwright';
import { BROWSER_ARGS, ensureBrowser } from '../scripts/lib/browser.mjs';

/** A page that takes longer to rest is left as it is: what it has measured can be exported all the same. */
const PAUSE_TIMEOUT = 10_000;
const EXPORT_TIMEOUT = 600_000;
const DATA_TIMEOUT = 600_000;
/** Small, so that no time goes into drawing charts that nobody sees. */
const VIEWPORT = { width: 400, height: 300 };

export interface Seen {
  readonly state: string;
  readonly activity: string;
  readonly step: number;
  readonly until: number;
}

const whole = (text: string | undefined): number => Number((text ?? '0').replaceAll(',', ''));

export class LabPage {
  /** Why the page is gone, once it is. */
  crashed: string | undefined;
  readonly #page: Page;
  readonly #close: () => Promise<void>;

  private constructor(browser: Browser, page: Page, close: () => Promise<void>) {
    this.#page = page;
    this.#close = close;
    page.on('crash', () => (this.crashed = 'The page crashed; the machine may be out of memory.'));
    browser.on('disconnected', () => (this.crashed ??= 'The browser ended.'));
  }

  /** Opens the address in a browser of its own. */
  static async open(address: string): Promise<LabPage> {
    const browser = await chromium.launch({
      executablePath: ensureBrowser(),
      args: [...BROWSER_ARGS, '--enable-unsafe-webgpu'],
      // The command itself answers Ctrl-C: the browser must outlive it for what was measured.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    return LabPage.openIn(browser, address, () => browser.close());
  }

  /** As `open`, in a browser that others use too and that may run on another machine; closing leaves it open. */
  static async openIn(browser: Browser, address: string, close?: () => Promise<void>): Promise<LabPage> {
    const context = await browser.newContext({ acceptDownloads: true, viewport: VIEWPORT });
    const page = await context.newPage();
    await page.goto(address);
    return new LabPage(browser, page, close ?? (() => context.close()));
  }

  async seen(): Promise<Seen> {
    const state = (await this.#page.locator('shuffle-lab').getAttribute('data-state')) ?? '';
    // Four times a second: found by its tag, for which nothing of the page has to be laid out.
    const status = (await this.#page.locator('lab-status .seen').textContent()) ?? '';
    const [, step, until] = /step ([\d,]+) of ([\d,]+)/.exec(status) ?? [];
    return {
      state,
      activity: state === 'idle' ? 'Opening the page' : status.trim(),
      step: whole(step),
      until: whole(until),
    };
  }

  /** Gives the page files of its data set, then presses Train. Throws the page's sentence where it refuses them. */
  async trainOn(files: readonly string[]): Promise<void> {
    const place = this.#page.locator('lab-data-files');
    const folder = files.length === 1 && statSync(files[0] ?? '').isDirectory();
    await place.locator(folder ? 'input[webkitdirectory]' : 'input:not([webkitdirectory])').setInputFiles([...files]);
    const answer = place.locator('[data-note=stored], [data-note=refused]');
    await answer.waitFor({ state: 'attached', timeout: DATA_TIMEOUT });
    if ((await answer.getAttribute('data-note')) === 'refused') throw new Error((await answer.innerText()).trim());
    await this.#page.getByRole('button', { name: 'Train', exact: true }).click();
    await this.#page.locator('shuffle-lab:not([data-state=idle])').waitFor();
  }

  /** Stops the training at the next step. */
  async pause(): Promise<void> {
    const { state } = await this.seen();
    if (state !== 'training') return;
    await this.#page.getByRole('button', { name: 'Pause', exact: true }).click();
    await this.#page
      .locator('shuffle-lab:not([data-state=training])')
      .waitFor({ timeout: PAUSE_TIMEOUT })
      .catch(() => undefined);
  }

  /** What the page says of a failure. */
  async failure(): Promise<string> {
    const alerts = await this.#page.getByRole('alert').allInnerTexts();
    return (
      alerts.map((alert) => alert.trim().replaceAll(/\s*\n\s*/g, ': ')).join(' ') ||
      'The run failed; the page does not say why.'
    );
  }

  /** Whether anything was measured that could be exported. */
  async hasResults(): Promise<boolean> {
    return this.#page.getByRole('button', { name: 'Export', exact: true }).isEnabled();
  }

  /** Chooses an item of the Export menu; gives what it downloads. */
  async download(item: string): Promise<{ readonly name: string; readonly path: string }> {
    const download = await this.#export(item);
    return { name: download.suggestedFilename(), path: await download.path() };
  }

  /** As `download`, from whichever machine the browser runs on to `path` on this one. */
  async downloadTo(item: string, path: string): Promise<void> {
    await (await this.#export(item)).saveAs(path);
  }

  async #export(item: string): Promise<Download> {
    const downloading = this.#page.waitForEvent('download', { timeout: EXPORT_TIMEOUT });
    await this.#page.getByRole('button', { name: 'Export', exact: true }).click();
    await this.#page.getByRole('menuitem', { name: item, exact: true }).click();
    return downloading;
  }

  async close(): Promise<void> {
    await this.#close();
  }
}
