/** The bench's page: starts engines, each in a worker of its own, and passes requests on. Measures nothing itself. */
import type { Answers, BackendName, EngineName, Reply, Request, RequestKind, RequestOf } from './protocol.ts';

const START: Readonly<Record<EngineName, () => Worker>> = {
  lab: () => new Worker(new URL('./engines/lab.worker.ts', import.meta.url), { type: 'module' }),
  'lab-arm': () => new Worker(new URL('./engines/lab-arm.worker.ts', import.meta.url), { type: 'module' }),
  tfjs: () => new Worker(new URL('./engines/tfjs.worker.ts', import.meta.url), { type: 'module' }),
  'jax-js': () => new Worker(new URL('./engines/jax.worker.ts', import.meta.url), { type: 'module' }),
};

interface Waiting {
  readonly resolve: (result: Answers[RequestKind]) => void;
  readonly reject: (reason: Error) => void;
}

class EngineClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(engine: EngineName) {
    this.#worker = START[engine]();
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ('error' in data) waiting?.reject(new Error(data.error));
      else waiting?.resolve(data.result);
    });
    this.#worker.addEventListener('error', ({ message }) => {
      this.#fail(new Error(message || 'its worker failed'));
    });
  }

  /** Rejects, and ends the worker, where no answer comes within `limitMs`. */
  ask<K extends RequestKind>(request: RequestOf<K>, limitMs: number): Promise<Answers[K]> {
    const id = ++this.#last;
    return new Promise<Answers[K]>((resolve, reject) => {
      const limit = setTimeout(() => {
        this.close();
        this.#fail(new Error(`no answer within ${Math.round(limitMs / 1000)} s`));
      }, limitMs);
      this.#waiting.set(id, {
        resolve: (result) => {
          clearTimeout(limit);
          resolve(result as Answers[K]);
        },
        reject: (reason) => {
          clearTimeout(limit);
          reject(reason);
        },
      });
      this.#worker.postMessage({ ...request, id });
    });
  }

  close(): void {
    this.#worker.terminate();
  }

  #fail(reason: Error): void {
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}

const clients = new Map<number, EngineClient>();
let last = 0;

const page = {
  /** Starts an engine; `loadMs` counts from nothing to ready, its script and modules included. */
  async open(engine: EngineName, backend: BackendName, limitMs: number) {
    const from = performance.now();
    const client = new EngineClient(engine);
    try {
      const { adapter } = await client.ask<'open'>({ kind: 'open', backend }, limitMs);
      clients.set(++last, client);
      return { key: last, adapter, loadMs: performance.now() - from };
    } catch (error) {
      client.close();
      throw error;
    }
  },

  ask(key: number, request: Request, limitMs: number): Promise<Answers[RequestKind]> {
    const client = clients.get(key);
    if (!client) throw new Error('no such engine');
    return client.ask(request, limitMs);
  },

  close(key: number): void {
    clients.get(key)?.close();
    clients.delete(key);
  },
};

declare global {
  var benchPage: typeof page;
}
globalThis.benchPage = page;
