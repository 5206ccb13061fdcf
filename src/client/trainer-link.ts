/**
 * One worker, from its start to its end: sends commands, checks and hands on what it says, and tells once when it is gone
 * (an error, silence, or a thread that ended without a word). Knows nothing of runs.
 */
import type { Command, TrainerEvent } from '../shared/protocol/protocol.ts';
import { readTrainerEvent } from '../shared/protocol/protocol-check.ts';
import { guardScriptUrls } from '../shared/util/trusted-urls.ts';
import { TICK_MS, Watchdog } from './watchdog.ts';

export interface LinkListener {
  onEvent(event: TrainerEvent): void;
  /** The worker is gone; `reason` follows "The trainer stopped:". */
  onLost(reason: string): void;
}

guardScriptUrls(location.href);

export class TrainerLink {
  readonly #listener: LinkListener;
  readonly #worker: Worker;
  readonly #dog = new Watchdog();
  /** Aborted when the link is closed, by whichever side. */
  readonly #life = new AbortController();
  /** Held by the worker as long as it lives. */
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
      // A worker whose program fails to load gets an Event, which has no message, in place of an ErrorEvent.
      const { message } = event as Partial<ErrorEvent>;
      this.#lose(message === undefined || message === '' ? 'its program could not be loaded' : message);
    });
    this.#worker.addEventListener('messageerror', () => this.#lose('a message could not be read'));
  }

  send(command: Command): void {
    this.#worker.postMessage(command);
  }

  /** Whether silence means that the worker hangs: while a run loads or trains. */
  watch(on: boolean): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (!on || this.#life.signal.aborted) return;
    this.#dog.hear(false);
    this.#timer = setInterval(() => {
      if (this.#dog.tick()) this.#lose('it did not answer for a long time');
    }, TICK_MS);
  }

  /** Ends the worker; nothing more is heard of it. */
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

  /** The worker holds its lock: whoever gets it next knows that the worker ended. */
  #awaitEnd(): void {
    const { signal } = this.#life;
    navigator.locks.request(this.#lock, { signal }, () => this.#lose('its thread ended')).catch(() => undefined);
  }

  #lose(reason: string): void {
    if (this.#life.signal.aborted) return;
    this.close();
    this.#listener.onLost(reason);
  }
}
