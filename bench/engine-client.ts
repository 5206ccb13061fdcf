/** The page's side of the bench's protocol: sends requests to an engine's worker, with a time limit for each answer. */
import type { Answers, Reply, RequestKind, RequestOf } from './protocol.ts';

interface Waiting {
  readonly resolve: (result: Answers[RequestKind]) => void;
  readonly reject: (reason: Error) => void;
}

export class EngineClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
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

  /** Rejects, and terminates the worker, if no answer comes within `limitMs`. */
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
