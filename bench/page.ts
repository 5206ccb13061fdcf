/** The bench's page: starts each engine in its own worker, and forwards requests. Measures nothing itself. */
import { EngineClient } from './engine-client.ts';
import type { Answers, BackendName, EngineName, Request, RequestKind } from './protocol.ts';

const START: Readonly<Record<EngineName, () => Worker>> = {
  lab: () => new Worker(new URL('./engines/lab.worker.ts', import.meta.url), { type: 'module' }),
  'lab-adam': () =>
    new Worker(new URL('./engines/lab.worker.ts', import.meta.url), { type: 'module', name: 'lab-adam' }),
  'lab-variant': () => new Worker(new URL('./engines/lab-variant.worker.ts', import.meta.url), { type: 'module' }),
  tfjs: () => new Worker(new URL('./engines/tfjs.worker.ts', import.meta.url), { type: 'module' }),
  'jax-js': () => new Worker(new URL('./engines/jax.worker.ts', import.meta.url), { type: 'module' }),
};

const clients = new Map<number, EngineClient>();
let last = 0;

const page = {
  /** Starts an engine; `loadMs` covers everything until it is ready, including its script and modules. */
  async open(engine: EngineName, backend: BackendName, limitMs: number) {
    const from = performance.now();
    const client = new EngineClient(START[engine]());
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

  /** Operations a second that `threads` threads together can compute on wasm. */
  async roof(threads: number): Promise<number> {
    const measured = Array.from({ length: threads }, () => {
      const worker = new Worker(new URL('./engines/roof.worker.ts', import.meta.url), { type: 'module' });
      return new Promise<number>((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<number>) => {
          worker.terminate();
          resolve(data);
        };
        worker.onerror = ({ message }) => {
          reject(new Error(message));
        };
        worker.postMessage(null);
      });
    });
    return (await Promise.all(measured)).reduce((sum, one) => sum + one);
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
