/** The lab's page in a headless browser, used like a person does: by names, states and downloads. */
import {
  chromium,
  errors,
  type Browser,
  type BrowserContext,
  type Download,
  type Locator,
  type Page,
} from 'playwright';
import { BROWSER_ARGS, ensureBrowser } from '../scripts/lib/browser.mjs';
import type { ReportDetails } from '../src/export/report-details.ts';
import type { UserPaths } from './user-data.ts';
import { endBrowser } from './unfinished.ts';

/** After this time a page that has not stopped is left as it is; its measurements can still be exported. */
const PAUSE_TIMEOUT = 10_000;
/** A checkpoint is written within so long, ms, where nothing is under way. */
const SAVED_SOON = 1000;
const SAVED_POLL = 50;
const EXPORT_TIMEOUT = 600_000;
const DATA_TIMEOUT = 600_000;
const CLOSE_TIMEOUT = 10_000;
/** A page that is silent for longer counts as hung. Training runs in a worker, so a busy page still answers. */
const ANSWER_TIMEOUT = 60_000;
/** What a browser keeps, it keeps for a site's address, which must be the same when the site is served at another port. */
const SITE = 'shuffle-lab.localhost';
/** Small, so that no time goes into drawing charts that nobody sees. */
const VIEWPORT = { width: 400, height: 300 };

export interface Seen {
  readonly state: string;
  readonly activity: string;
  readonly step: number;
  readonly until: number;
}

const whole = (text: string | undefined): number => Number((text ?? '0').replaceAll(',', ''));

/** The page has nothing to write in a format; the message is its sentence. */
export class ExportRefusal extends Error {
  override readonly name = 'ExportRefusal';
}

export class LabPage {
  /** Why the page is gone, once it is. */
  crashed: string | undefined;
  readonly #page: Page;
  readonly #close: () => Promise<void>;

  private constructor(context: BrowserContext, page: Page, close: () => Promise<void>) {
    this.#page = page;
    this.#close = close;
    page.on('crash', () => (this.crashed ??= 'The page crashed; the machine may be out of memory.'));
    context.on('close', () => (this.crashed ??= 'The browser ended.'));
    context.browser()?.on('disconnected', () => (this.crashed ??= 'The browser ended.'));
  }

  /** Opens the query at `site`, a local address, in a browser of its own, whose storage is the folder `profile`. */
  static async open(profile: string, site: string, query: string): Promise<LabPage> {
    const rule = `--host-resolver-rules=MAP ${SITE}:80 ${new URL(site).host}`;
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: ensureBrowser(),
      args: [...BROWSER_ARGS, '--enable-unsafe-webgpu', rule],
      // The page is this build's, not one that the profile kept.
      serviceWorkers: 'block',
      acceptDownloads: true,
      viewport: VIEWPORT,
      // The command itself handles Ctrl-C: the browser must outlive it to export the measurements.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    const [page = await context.newPage()] = context.pages();
    const lab = new LabPage(context, page, () => closeBrowser(context, profile));
    try {
      await lab.goto(query);
    } catch (error) {
      await lab.close();
      throw error;
    }
    return lab;
  }

  /** Opens another query of the site, in a browser of its own. */
  async goto(query: string): Promise<void> {
    await this.#page.goto(`http://${SITE}/?${query}`);
  }

  /** Opens the address in a shared browser that may run on another machine; closing leaves the browser open. */
  static async openIn(browser: Browser, address: string): Promise<LabPage> {
    const context = await browser.newContext({ acceptDownloads: true, viewport: VIEWPORT });
    const page = await context.newPage();
    await page.goto(address);
    return new LabPage(context, page, () => context.close());
  }

  /** Throws, and sets `crashed`, if the page does not answer. */
  async seen(): Promise<Seen> {
    const state = (await this.#answer((timeout) => this.#lab.getAttribute('data-state', { timeout }))) ?? '';
    // Four times a second: found by its tag, which needs no layout of the page.
    const status = this.#page.locator('lab-status .seen');
    const text = (await this.#answer((timeout) => status.textContent({ timeout }))) ?? '';
    const [, step, until] = /step ([\d,]+) of ([\d,]+)/.exec(text) ?? [];
    return {
      state,
      activity: state === 'idle' ? 'Opening the page' : text.trim(),
      step: whole(step),
      until: whole(until),
    };
  }

  /** The page's notes about what it dropped, scaled, lowered or chose: sentences, those about the backend last. */
  async notes(): Promise<readonly string[]> {
    const sentences = this.#page.locator(
      '[data-note=stored], lab-notices .issues li, lab-notices [aria-label=Notices] p, #reasons li:not(:has(a))',
    );
    const texts = await this.#answer(() => sentences.allTextContents());
    return [...new Set(texts.map((text) => text.trim().replaceAll(/\s+/g, ' ')))].filter((text) => text !== '');
  }

  /** Why the page cannot train the address: its images are missing. */
  async refusal(): Promise<string | undefined> {
    const notes = this.#page.locator('[data-note=refused], [data-note=missing]');
    return (await this.#answer(() => notes.allTextContents())).map((text) => text.trim())[0];
  }

  /** Gives the page files of its data set, then presses Train. Throws the page's sentence if it refuses them. */
  async trainOn(paths: UserPaths): Promise<void> {
    // The field in the page's request for images, once it is there: an earlier field would disappear with the files.
    const place = this.#page.locator('.missing lab-data-files');
    if (paths.kind === 'folder') await place.locator('input[webkitdirectory]').setInputFiles(paths.folder);
    else await place.locator('input:not([webkitdirectory])').setInputFiles([...paths.files]);
    const answer = this.#page.locator('lab-data-files').locator('[data-note=stored], [data-note=refused]');
    await answer.waitFor({ state: 'attached', timeout: DATA_TIMEOUT });
    if ((await answer.getAttribute('data-note')) === 'refused') throw new Error((await answer.innerText()).trim());
    await this.#page.getByRole('button', { name: 'Train', exact: true }).click();
    await this.#page.locator('shuffle-lab:not([data-state=idle])').waitFor();
  }

  /**
   * Continues the run that the browser has kept, or opens it where it has ended. Gives what the page says of it; undefined
   * where nothing was kept. The page's query must not begin a run.
   */
  async continueKept(): Promise<string | undefined> {
    const looked = this.#page.locator('shuffle-lab[data-kept]');
    await looked.waitFor({ state: 'attached', timeout: DATA_TIMEOUT });
    const resume = this.#offer.getByRole('button', { name: 'Resume', exact: true });
    if ((await resume.count()) > 0) {
      const sentence = await this.#offer.locator('p').innerText();
      await resume.click();
      await this.#page.locator('shuffle-lab:not([data-state=idle])').waitFor();
      return sentence.trim();
    }
    if ((await looked.getAttribute('data-kept')) === '0') return undefined;
    return (await this.openKept()) ? 'The run had ended; its files are written.' : undefined;
  }

  /** Whether the failed run can be resumed once the cause is gone. */
  async canGoOn(): Promise<boolean> {
    const resume = this.#offer.getByRole('button', { name: 'Resume', exact: true });
    return (await this.#answer(() => resume.count())) > 0;
  }

  /** Opens the run that the browser stored; false if there is none. */
  async openKept(): Promise<boolean> {
    await this.#page.getByRole('tab', { name: 'Runs', exact: true }).click();
    const runs = this.#page.getByRole('tabpanel').getByRole('button', { name: /^Open / });
    const kept = await runs
      .first()
      .waitFor({ timeout: PAUSE_TIMEOUT })
      .then(
        () => true,
        () => false,
      );
    if (!kept) return false;
    await runs.first().click();
    await this.#page.locator('shuffle-lab:not([data-state=idle])').waitFor();
    return this.hasResults();
  }

  /** Stops the training at the next step, and waits for the checkpoint of that step. */
  async pause(): Promise<void> {
    if (!(await this.#press('Pause', 'training')) || (await this.#saved(SAVED_SOON))) return;
    // A pause within a step saves nothing: the step is completed. A browser without room never says that it has saved.
    if (await this.#press('Step', 'paused')) await this.#saved(PAUSE_TIMEOUT);
  }

  /** Presses the button where the run is in the state, and waits until training rests; whether it was pressed. */
  async #press(name: string, when: string): Promise<boolean> {
    if ((await this.seen()).state !== when) return false;
    await this.#page.getByRole('button', { name, exact: true }).click({ timeout: PAUSE_TIMEOUT });
    const rests = this.#page.locator('shuffle-lab:not([data-state=training])');
    await rests.waitFor({ timeout: PAUSE_TIMEOUT }).catch(() => undefined);
    return true;
  }

  /** Whether the checkpoint of the step at which training rests is written within `timeout` ms. */
  async #saved(timeout: number): Promise<boolean> {
    for (const until = Date.now() + timeout; Date.now() < until;) {
      const { state, step } = await this.seen();
      if (state !== 'training' && (await this.#lab.getAttribute('data-saved')) === String(step)) return true;
      await new Promise((resolve) => setTimeout(resolve, SAVED_POLL));
    }
    return false;
  }

  /** The page's message about a failure. */
  async failure(): Promise<string> {
    const alerts = await this.#answer(() => this.#page.getByRole('alert').allInnerTexts());
    return (
      alerts.map((alert) => alert.trim().replaceAll(/\s*\n\s*/g, ': ')).join(' ') ||
      'The run failed; the page does not say why.'
    );
  }

  /** Whether there are measurements to export. */
  async hasResults(): Promise<boolean> {
    const button = this.#page.getByRole('button', { name: 'Export', exact: true });
    return this.#answer((timeout) => button.isEnabled({ timeout }));
  }

  /** Fills in what reports say besides the run. */
  async describe(details: ReportDetails): Promise<void> {
    await this.#page.getByRole('button', { name: 'Export', exact: true }).click();
    await this.#page.getByRole('menuitem', { name: 'Title, author, note' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Title, author, note' });
    const { title, author, note } = details;
    for (const [label, text] of Object.entries({ Title: title, Author: author, Note: note }))
      await dialog.getByLabel(label, { exact: true }).fill(text);
    await dialog.getByRole('button', { name: 'Done', exact: true }).click();
  }

  /** Chooses an item of the Export menu; gives what it downloads. Throws the page's sentence where it writes nothing. */
  async download(item: string): Promise<{ readonly name: string; readonly path: string }> {
    const download = await this.#export(item);
    return { name: download.suggestedFilename(), path: await download.path() };
  }

  /** Like `download`, from the machine of the browser to `path` on this one. */
  async downloadTo(item: string, path: string): Promise<void> {
    await (await this.#export(item)).saveAs(path);
  }

  async #export(item: string): Promise<Download> {
    const downloading = this.#page.waitForEvent('download', { timeout: EXPORT_TIMEOUT });
    await this.#page.getByRole('button', { name: 'Export', exact: true }).click();
    await this.#page.getByRole('menuitem', { name: item, exact: true }).click();
    const refusal = this.#page.locator('lab-export').getByRole('alert');
    const refused = refusal.waitFor({ timeout: EXPORT_TIMEOUT }).then(async () => {
      throw new ExportRefusal(await refusal.innerText());
    });
    refused.catch(() => undefined);
    return Promise.race([downloading, refused]);
  }

  async close(): Promise<void> {
    await this.#close();
  }

  get #offer(): Locator {
    return this.#page.getByRole('region', { name: 'Unfinished run' });
  }

  get #lab(): Locator {
    return this.#page.locator('shuffle-lab');
  }

  /** The page's answer, within the time limit. `ask` gets the time that it may take, ms. */
  async #answer<T>(ask: (timeout: number) => Promise<T>): Promise<T> {
    try {
      const answer = await inTime(ask(ANSWER_TIMEOUT), ANSWER_TIMEOUT);
      if (answer !== LATE) return answer.value;
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error;
    }
    throw new Error((this.crashed ??= `The page did not answer for ${ANSWER_TIMEOUT / 1000} s.`));
  }
}

const LATE = 'late';

/** The result of `work`, or `LATE`. */
async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<{ readonly value: T } | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => {
      resolve(LATE);
    }, milliseconds);
  });
  try {
    return await Promise.race([work.then((value) => ({ value })), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Kills a browser that hangs, so that another can open its profile. */
async function closeBrowser(context: BrowserContext, profile: string): Promise<void> {
  const closing = context.close().catch(() => undefined);
  if ((await inTime(closing, CLOSE_TIMEOUT)) === LATE) endBrowser(profile);
}
