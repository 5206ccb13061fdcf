/**
 * The page's end of the wire to the trainer: owns the one worker, sends commands, hands on the events of the present
 * run. Knows nothing of how events are shown. A worker that dies becomes a `failed` event, and the next start has a new one.
 */
import type { Command, RunEvent, TrainerEvent } from '../shared/protocol.ts';
import type { ResolvedParams } from '../shared/run-params.ts';
import type { EventKey, ScheduledEvent } from '../shared/schedule.ts';

/** What a data file became. */
export type DataEvent = Extract<TrainerEvent, { type: 'data-stored' | 'data-refused' }>;

export interface ClientListener {
  onRun(event: RunEvent): void;
  onData(event: DataEvent): void;
}

export class TrainerClient {
  readonly #listener: ClientListener;
  #worker: Worker | undefined;
  /** Of the present run; empty before the first. */
  #run = '';
  #storing = false;
  /** What the run still says before it has answered `reset` is dropped. */
  #resetting = false;

  constructor(listener: ClientListener) {
    this.#listener = listener;
  }

  /** Begins a new run: whatever an earlier one still sends is dropped. `once` trains a single step, then pauses. */
  start(params: ResolvedParams, events: readonly ScheduledEvent[], once: boolean): void {
    this.#run = newId();
    this.#resetting = false;
    this.#send({ type: 'start', run: this.#run, params, events, once });
  }

  pause(): void {
    this.#send({ type: 'pause' });
  }

  resume(): void {
    this.#send({ type: 'resume' });
  }

  step(): void {
    this.#send({ type: 'step' });
  }

  /** Takes effect before the next update and is answered by `changed`. */
  change(key: EventKey, value: number): void {
    this.#send({ type: 'change', key, value });
  }

  /** Forgets the run; true when the trainer will answer with state idle, false when there is none to ask. */
  reset(): boolean {
    if (!this.#worker) return false;
    this.#resetting = true;
    this.#send({ type: 'reset' });
    return true;
  }

  storeData(files: readonly File[]): void {
    this.#storing = true;
    this.#send({ type: 'store-data', files });
  }

  #send(command: Command): void {
    this.#worker ??= this.#open();
    this.#worker.postMessage(command);
  }

  #open(): Worker {
    const worker = new Worker(new URL('../../workers/trainer.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', (message: MessageEvent<TrainerEvent>) => this.#receive(message.data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#lost(worker, event.message);
    });
    worker.addEventListener('messageerror', () => this.#lost(worker, 'a message could not be read'));
    return worker;
  }

  #receive(event: TrainerEvent): void {
    if (event.type === 'data-stored' || event.type === 'data-refused') {
      this.#storing = false;
      this.#listener.onData(event);
    } else if (event.run === this.#run) {
      if (event.type === 'state' && event.state === 'idle') this.#resetting = false;
      if (!this.#resetting || event.type === 'memory') this.#listener.onRun(event);
    }
  }

  #lost(worker: Worker, reason: string): void {
    worker.terminate();
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const why = reason === '' ? 'its program could not be loaded' : reason;
    if (this.#storing) {
      this.#storing = false;
      this.#listener.onData({
        type: 'data-refused',
        message: `The trainer stopped: ${why}. The file was not stored. Give it again.`,
      });
    }
    if (this.#run === '') return;
    const message = `The trainer stopped: ${why}. What was measured is kept. Press Reset, then Train, to begin anew.`;
    this.#listener.onRun({
      type: 'failed',
      run: this.#run,
      failure: { kind: 'worker', message, step: null, layer: null },
    });
  }
}

/** Unlike any other run's, of this visit or another: checkpoints are kept under it. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((word) => word.toString(36)).join('-');
}
