/**
 * The interface of an engine, and the worker's side of the protocol: requests arrive one at a time and are answered.
 */
import type { Answers, BackendName, KernelTime, Observing, Reply, Request, RequestKind } from '../protocol.ts';
import { BATCHES, workNamed, type Work } from '../work.ts';

/** One network on one backend. */
export interface Trainer {
  /** Queues a training step on batch `index`; on a synchronous backend it is done on return. */
  step(index: number): void;
  /** The loss of the latest step, once all queued work is done. */
  loss(): Promise<number>;
  /** Submits what the engine has recorded, if it defers submission. */
  flush?(): void;
  /** Which of its own measurements a step makes, if it has a choice. */
  observe?(observing: Observing): void;
  /** Trains this many steps and returns the time of each kernel, if available; `settle` waits for queued work. */
  profile?(step: () => void, settle: () => Promise<unknown>, steps: number): Promise<KernelTime[]>;
}

export interface Engine {
  /** The device's name in words. */
  readonly adapter: string;
  build(work: Work, batch: number): Promise<Trainer>;
  /** Bytes it holds. */
  memory(): number;
}

type Asked = Request & { readonly id: number };

/** Answers the page's requests with the engine that `open` starts. */
export function serve(open: (backend: BackendName) => Promise<Engine>): void {
  const session = new Session(open);
  const scope = self as unknown as DedicatedWorkerGlobalScope;
  scope.addEventListener('message', ({ data }: MessageEvent<Asked>) => {
    session.answer(data).then(
      (result) => {
        scope.postMessage({ id: data.id, result } satisfies Reply);
      },
      (error: unknown) => {
        scope.postMessage({ id: data.id, error: reasonOf(error) } satisfies Reply);
      },
    );
  });
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]?.slice(0, 160) ?? text;
}

class Session {
  #engine: Engine | null = null;
  #trainer: Trainer | null = null;
  #next = 0;

  constructor(readonly open: (backend: BackendName) => Promise<Engine>) {}

  async answer(request: Request): Promise<Answers[RequestKind]> {
    switch (request.kind) {
      case 'open':
        this.#engine = await this.open(request.backend);
        return { adapter: this.#engine.adapter };
      case 'build':
        this.#trainer = await this.#opened().build(workNamed(request.work), request.batch);
        return null;
      case 'losses':
        return this.#losses(request.count, request.budgetMs);
      case 'queue':
        return this.#queue(request.count);
      case 'round':
        return this.#round(request.lead, request.steps);
      case 'observe':
        this.#built().observe?.(request.observing);
        return null;
      case 'memory':
        return this.#opened().memory();
      case 'profile':
        return this.#profile(request.steps);
    }
  }

  #opened(): Engine {
    if (!this.#engine) throw new Error('no engine was opened');
    return this.#engine;
  }

  #built(): Trainer {
    if (!this.#trainer) throw new Error('no network was built');
    return this.#trainer;
  }

  #step(): void {
    this.#built().step(this.#next % BATCHES);
    this.#next++;
  }

  #profile(steps: number): Promise<readonly KernelTime[]> {
    const trainer = this.#built();
    if (!trainer.profile) throw new Error('its kernels cannot be told apart');
    const step = (): void => {
      this.#step();
    };
    return trainer.profile(step, () => trainer.loss(), steps);
  }

  async #losses(count: number, budgetMs: number): Promise<Answers['losses']> {
    const trainer = this.#built();
    const losses: number[] = [];
    const times: number[] = [];
    const start = performance.now();
    while (losses.length < count && performance.now() - start < budgetMs) {
      const from = performance.now();
      this.#step();
      losses.push(await trainer.loss());
      times.push(performance.now() - from);
    }
    return { losses, firstStepMs: times[0] ?? NaN, stepMs: Math.min(...times) };
  }

  async #queue(count: number): Promise<readonly number[]> {
    const trainer = this.#built();
    const times: number[] = [];
    for (let i = 0; i < count; i++) {
      await trainer.loss();
      const from = performance.now();
      this.#step();
      trainer.flush?.();
      times.push(performance.now() - from);
    }
    await trainer.loss();
    return times;
  }

  async #round(lead: number, steps: number): Promise<number> {
    for (let i = 0; i < lead; i++) this.#step();
    if (lead > 0) await this.#built().loss();
    const from = performance.now();
    for (let i = 0; i < steps; i++) this.#step();
    await this.#built().loss();
    return (performance.now() - from) / steps;
  }
}
