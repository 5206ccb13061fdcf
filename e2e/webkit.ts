/** WebKitGTK through its W3C WebDriver, in an X server without a screen. Debian: webkit2gtk-driver and xvfb. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { freePort } from '../scripts/lib/port.mjs';

const DRIVER = 'WebKitWebDriver';
const START_MS = 120_000;
const SCRIPT_MS = 600_000;
const POLL_MS = 200;
/** The status line, to distinguish a slow page from a hung one. */
const STATUS =
  "return document.querySelector('shuffle-lab')?.shadowRoot?.querySelector('lab-status')?.shadowRoot?.textContent ?? '';";

type Settled<T> = { readonly value: T } | { readonly error: string };
const TIMEOUTS = { script: SCRIPT_MS, pageLoad: SCRIPT_MS };

/** Why WebKit can't be tested on this machine; undefined where it can. */
export function missingWebkit(): string | undefined {
  if (process.env.WEBKIT !== '1') return 'npm run e2e:browsers runs it in WebKitGTK';
  const missing = [DRIVER, 'xvfb-run'].find((name) => spawnSync('which', [name]).status !== 0);
  return missing === undefined ? undefined : `${missing} is missing: apt-get install webkit2gtk-driver xvfb`;
}

/** One browser with a new, empty profile. */
export class Webkit {
  readonly #process: ChildProcess;
  readonly #driver: string;
  #session = '';

  private constructor(process: ChildProcess, driver: string) {
    this.#process = process;
    this.#driver = driver;
  }

  static async start(): Promise<Webkit> {
    const port = await freePort();
    // A separate process group: xvfb-run starts the X server and the driver as its children.
    const process = spawn('xvfb-run', ['-a', DRIVER, `--port=${port}`], { stdio: 'ignore', detached: true });
    // A terminated run leaves nothing behind.
    globalThis.process.once('exit', () => {
      killGroup(process);
    });
    const webkit = new Webkit(process, `http://127.0.0.1:${port}`);
    const ready = () =>
      fetch(`${webkit.#driver}/status`).then(
        ({ ok }) => ok,
        () => false,
      );
    await expect.poll(ready, { timeout: START_MS }).toBe(true);
    const created = await webkit.#post('/session', {
      capabilities: { alwaysMatch: { timeouts: TIMEOUTS } },
    });
    webkit.#session = `/session/${(created as { sessionId: string }).sessionId}`;
    return webkit;
  }

  async open(url: string): Promise<void> {
    await this.#leave(() => this.#post(`${this.#session}/url`, { url }));
  }

  async reload(): Promise<void> {
    await this.#leave(() => this.#post(`${this.#session}/refresh`, {}));
  }

  /**
   * Calls `body` in the page and returns its settled value. `body` must not refer to anything outside it. It polls, because
   * one long request would be ended by Node's fetch.
   */
  async run<T>(body: () => T | Promise<T>): Promise<T> {
    await this.#execute(
      `window.settled = undefined; Promise.resolve().then(${String(body)}).then((value) => { window.settled = { value }; }, (error) => { window.settled = { error: String(error) }; });`,
    );
    const end = Date.now() + SCRIPT_MS;
    while (Date.now() < end) {
      const settled = (await this.#execute('return window.settled ?? null;')) as Settled<T> | null;
      if (settled && 'error' in settled) throw new Error(settled.error);
      if (settled) return settled.value;
      await wait(POLL_MS);
    }
    throw new Error(`the page did not answer: ${String(await this.#execute(STATUS))}`);
  }

  /** The driver may answer while the previous document is still there. */
  async #leave(navigate: () => Promise<unknown>): Promise<void> {
    await this.#execute('window.left = true;');
    await navigate();
    const arrived = () => this.#execute("return window.left === undefined && document.readyState === 'complete';");
    await expect.poll(arrived, { timeout: START_MS }).toBe(true);
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    if (this.#session !== '') await fetch(this.#driver + this.#session, { method: 'DELETE' });
    killGroup(this.#process);
    await ended;
  }

  #execute(script: string): Promise<unknown> {
    return this.#post(`${this.#session}/execute/sync`, { script, args: [] });
  }

  async #post(path: string, body: object): Promise<unknown> {
    const response = await fetch(this.#driver + path, { method: 'POST', body: JSON.stringify(body) });
    const { value } = (await response.json()) as { value: unknown };
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(value)}`);
    return value;
  }
}

/** Ends xvfb-run with the X server and the driver, which are its children. */
function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid);
}
