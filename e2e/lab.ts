/**
 * The page object: the only place with the page's names. It finds everything by role and accessible name, as a screen
 * reader user does, and waits on states, never on time.
 */
import { expect, type Locator, type Page } from '@playwright/test';
import { readRunFile, type RunFile } from './run-file.ts';

export type LabState = 'idle' | 'loading' | 'training' | 'paused' | 'done' | 'failed';

export const CHARTS = ['Loss', 'Accuracy', 'Gradient coherence', 'TPM', 'Gradient norm', 'Weight norm'] as const;
export type ChartName = (typeof CHARTS)[number];

const DEFAULT_WAIT = 400_000;

export class Lab {
  readonly page: Page;
  readonly host: Locator;
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.host = page.locator('shuffle-lab');
    this.status = page.getByRole('status');
  }

  /** Opens the lab at an address's query (no "?"), or at a whole address. */
  async open(query: string): Promise<void> {
    await this.page.goto(query.startsWith('http') ? query : `./?${query}`);
    await expect(this.host).toHaveAttribute('data-state', /./);
  }

  /** Opens, trains to the end, and reads the run file. */
  async run(query: string, wait = DEFAULT_WAIT): Promise<RunFile> {
    await this.open(query);
    await this.train();
    await this.reach('done', wait);
    return this.runFile();
  }

  /** Waits for a state; a run that fails meanwhile fails the test with the page's message. */
  async reach(state: LabState, wait = DEFAULT_WAIT): Promise<void> {
    let now: string | null = null;
    // A run that was just resumed may still have its old state, which is gone at the second look.
    while (now !== state && now !== 'failed') {
      // In the page, at each frame: an assertion looks twice a second, and a test reaches many states.
      await this.page.waitForFunction(
        (states) => states.includes(document.querySelector<HTMLElement>('shuffle-lab')?.dataset.state ?? ''),
        [state, 'failed'],
        { timeout: wait },
      );
      now = await this.state();
    }
    if (now === state) return;
    throw new Error(`the run failed: ${(await this.page.getByRole('alert').allInnerTexts()).join(' ')}`);
  }

  async state(): Promise<string | null> {
    return this.host.getAttribute('data-state');
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
  /** Names with a tooltip. The text of an open one is followed by that of its tooltip. */
  term(name: string): Locator {
    const named = this.page.locator('lab-term').filter({ hasText: new RegExp(`^\\s*${name}\\s*($|[A-Z])`) });
    return named.getByRole('term');
  }
  get shuffle(): Locator {
    return this.page.getByRole('switch', { name: 'Shuffle labels' });
  }
  slider(name: 'Shuffled fraction' | 'Learning rate' | 'Weight decay'): Locator {
    return this.page.getByRole('slider', { name });
  }

  async train(): Promise<void> {
    await this.button('Train').click();
  }
  async pause(): Promise<void> {
    await this.button('Pause').click();
    await this.reach('paused');
  }
  async resume(): Promise<void> {
    await this.button('Resume').click();
  }
  async step(): Promise<void> {
    await this.button('Step').click();
  }
  async reset(): Promise<void> {
    await this.button('Reset').click();
    await this.reach('idle');
  }

  /** Completed updates, from the status line. */
  async stepsDone(): Promise<number> {
    const told = /step ([\d,]+)/.exec((await this.status.textContent()) ?? '');
    return Number((told?.[1] ?? '0').replaceAll(',', ''));
  }

  /** Waits until at least `step` updates are completed. */
  async past(step: number): Promise<void> {
    // In the page, at each frame: asking from here often enough would slow the run down.
    await this.page.waitForFunction(
      (least) => {
        const status = document.querySelector('shuffle-lab')?.shadowRoot?.querySelector('lab-status');
        const told = /step ([\d,]+)/.exec(status?.shadowRoot?.querySelector('.seen')?.textContent ?? '');
        return Number(told?.[1]?.replaceAll(',', '')) >= least;
      },
      step,
      { timeout: DEFAULT_WAIT },
    );
  }

  /** Chooses an entry of the Export menu and returns the path of its download. */
  async export(entry: string): Promise<string> {
    await this.button('Export').click();
    const item = this.page.getByRole('menuitem', { name: entry, exact: true });
    const [download] = await Promise.all([this.page.waitForEvent('download'), item.click()]);
    return download.path();
  }

  async runFile(): Promise<RunFile> {
    return readRunFile(await this.export('Run file'));
  }

  /** Drops files on the page, as from a file manager. */
  async drop(files: readonly { readonly name: string; readonly bytes: Buffer }[]): Promise<void> {
    const contents = files.map(({ name, bytes }) => ({ name, text: bytes.toString('base64') }));
    const transfer = await this.page.evaluateHandle((each) => {
      const made = new DataTransfer();
      for (const { name, text } of each) {
        const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
        made.items.add(new File([bytes], name));
      }
      return made;
    }, contents);
    await this.host.dispatchEvent('dragover', { dataTransfer: transfer });
    await this.host.dispatchEvent('drop', { dataTransfer: transfer });
  }

  /** The address that Share link copies. The context needs the clipboard's permissions. */
  async sharedLink(): Promise<string> {
    await this.button('Share link').click();
    const read = () => this.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(read).toContain('http');
    return read();
  }

  /** The current address bar: key → value. */
  address(): URLSearchParams {
    return new URL(this.page.url()).searchParams;
  }

  chart(name: ChartName): Locator {
    return this.page.getByRole('figure').filter({ has: this.image(name) });
  }
  /** The chart's image; its accessible name is a summary of what it shows. */
  image(name: ChartName): Locator {
    return this.page.getByRole('img', { name: new RegExp(`^${name}\\b`) });
  }
  async summary(name: ChartName): Promise<string> {
    return (await this.image(name).getAttribute('aria-label')) ?? '';
  }

  /** The faults of the address that the page lists, one text each. */
  get issues(): Locator {
    return this.page.getByRole('region', { name: /in the address/ }).getByRole('listitem');
  }

  /** The trainer's tensor count. */
  async tensors(): Promise<number> {
    const told = await this.host.getAttribute('data-tensors');
    return told === null ? NaN : Number(told);
  }
}
