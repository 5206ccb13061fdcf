/**
 * One worker from start to end. Sends commands, validates and forwards its messages, and reports once when the worker
 * is lost (an error, a hang, or a thread that ended silently).
 */
import type { Command, TrainerEvent } from '../shared/protocol/protocol.ts';
import { readTrainerEvent } from '../shared/protocol/protocol-check.ts';
import { guardScriptUrls } from '../shared/util/trusted-urls.ts';
import { msg } from '../shared/util/texts.ts';
import { TICK_MS, Watchdog } from './watchdog.ts';

export interface LinkListener {
  onEvent(event: TrainerEvent): void;
  /** The worker is lost; `reason` follows "The trainer stopped:". */
  onLost(reason: string): void;
}

guardScriptUrls(location.href);

export class TrainerLink {
  readonly #listener: LinkListener;
  readonly #worker: Worker;
  readonly #dog = new Watchdog();
  /** Aborted when either side closes the link. */
  readonly #life = new AbortController();
  /** Name of a Web Lock that the worker holds for its lifetime. */
  readonly #lock = `shuffle-lab-trainer-${[...crypto.getRandomValues(new Uint32Array(4))].join('-')}`;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(listener: LinkListener) {
    this.#listener = listener;
    this.#worker = new Worker(new URL('../../workers/trainer.worker.ts', import.meta.url), {
      type: 'module',
      name: this.#lock,
    });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => this.#receive(data));
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      // If a worker's script fails to load, it gets an Event without a message instead of an ErrorEvent.
      const { message } = event as Partial<ErrorEvent>;
      this.#lose(message === undefined || message === '' ? msg('its program could not be loaded') : message);
    });
    this.#worker.addEventListener('messageerror', () => this.#lose(msg('a message could not be read')));
  }

  send(command: Command): void {
    this.#worker.postMessage(command);
  }

  /** Sets whether silence means that the worker hangs, which is true while a run loads or trains. */
  watch(on: boolean): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (!on || this.#life.signal.aborted) return;
    this.#dog.hear(false);
    this.#timer = setInterval(() => {
      if (this.#dog.tick()) this.#lose(msg('it did not answer for a long time'));
    }, TICK_MS);
  }

  /** Terminates the worker; no more events follow. */
  close(): void {
    this.watch(false);
    this.#life.abort();
    this.#worker.terminate();
  }

  #receive(data: unknown): void {
    if (this.#life.signal.aborted) return;
    try {
      const event = readTrainerEvent(data);
      this.#dog.hear(event.type === 'rows');
      if (event.type === 'locked') this.#awaitEnd();
      else if (event.type !== 'alive') this.#listener.onEvent(event);
    } catch (error) {
      this.#lose(error instanceof Error ? error.message : String(error));
    }
  }

  /** The worker holds its lock, so getting the lock means that the worker has ended. */
  #awaitEnd(): void {
    const { signal } = this.#life;
    navigator.locks.request(this.#lock, { signal }, () => this.#lose(msg('its thread ended'))).catch(() => undefined);
  }

  #lose(reason: string): void {
    if (this.#life.signal.aborted) return;
    this.close();
    this.#listener.onLost(reason);
  }
}
