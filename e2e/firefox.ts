/**
 * A Firefox as the system has it, driven by its own Marionette protocol: Playwright drives only builds of its own. One
 * command at a time, each a length, a colon and JSON: [0, id, command, parameters] → [1, id, error, result].
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';

const START_MS = 60_000;
const SCRIPT_MS = 120_000;
/** As WebDriver names them. */
const KEYS = { Tab: '\uE004', Escape: '\uE00C', Enter: '\uE007' } as const;

/** What FIREFOX names, or the system's own where it says 1; undefined where it names none that can be started. */
export function findFirefox(named = process.env.FIREFOX): string | undefined {
  if (named === undefined || named === '') return undefined;
  const names = named === '1' ? ['firefox', 'firefox-esr'] : [named];
  return names.find((name) => spawnSync(name, ['--version']).status === 0);
}

export class Firefox {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #id = 0;
  #waiting: { readonly done: (result: unknown) => void; readonly failed: (error: Error) => void } | undefined;

  private constructor(process: ChildProcess, profile: string, socket: Socket) {
    this.#process = process;
    this.#profile = profile;
    this.#socket = socket;
    socket.on('data', (bytes) => this.#take(bytes));
  }

  /** Without a window, with a profile of its own. */
  static async start(path: string): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), 'lab-firefox-'));
    writeFileSync(join(profile, 'user.js'), 'user_pref("marionette.port", 0);\n');
    const process = spawn(path, ['--headless', '--marionette', '--no-remote', '--profile', profile], {
      stdio: 'ignore',
    });
    const told = join(profile, 'MarionetteActivePort');
    await expect.poll(() => existsSync(told) && readFileSync(told, 'utf8') !== '', { timeout: START_MS }).toBe(true);
    const socket = connect(Number(readFileSync(told, 'utf8')), 'localhost');
    const firefox = new Firefox(process, profile, socket);
    await firefox.#answer('the greeting');
    await firefox.#ask('WebDriver:NewSession', { timeouts: { script: SCRIPT_MS } });
    return firefox;
  }

  async open(url: string): Promise<void> {
    await this.#ask('WebDriver:Navigate', { url });
  }

  /** Calls `body` in the page and gives what it returns, when it has settled. It must not refer to anything outside. */
  async run<T>(body: () => T | Promise<T>): Promise<T> {
    const script = `const done = arguments[0]; Promise.resolve().then(${String(body)}).then(done, (error) => done('failed: ' + error));`;
    const { value } = (await this.#ask('WebDriver:ExecuteAsyncScript', { script, args: [] })) as { value: T };
    return value;
  }

  /** Moves the mouse to a place of the window, px. */
  async point(x: number, y: number): Promise<void> {
    const actions = [{ type: 'pointerMove', x, y, duration: 0, origin: 'viewport' }];
    await this.#ask('WebDriver:PerformActions', {
      actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }],
    });
  }

  /** Presses a key and lets it go. */
  async press(key: keyof typeof KEYS): Promise<void> {
    const actions = ['keyDown', 'keyUp'].map((type) => ({ type, value: KEYS[key] }));
    await this.#ask('WebDriver:PerformActions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  async close(): Promise<void> {
    this.#socket.destroy();
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill();
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #ask(command: string, parameters: Readonly<Record<string, unknown>>): Promise<unknown> {
    const message = JSON.stringify([0, ++this.#id, command, parameters]);
    const answer = this.#answer(command);
    this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    return answer;
  }

  #answer(command: string): Promise<unknown> {
    return new Promise((done, reject) => {
      this.#waiting = { done, failed: (error) => reject(new Error(`${command}: ${error.message}`)) };
    });
  }

  #take(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    const colon = this.#received.indexOf(':');
    const length = Number(this.#received.subarray(0, colon).toString());
    if (colon < 0 || this.#received.length < colon + 1 + length) return;
    const message: unknown = JSON.parse(this.#received.subarray(colon + 1, colon + 1 + length).toString());
    this.#received = this.#received.subarray(colon + 1 + length);
    // Before the first command it greets, with an object.
    const [, , error, result] = Array.isArray(message) ? (message as unknown[]) : [];
    if (error) this.#waiting?.failed(new Error(JSON.stringify(error)));
    else this.#waiting?.done(result);
  }
}
