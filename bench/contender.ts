/** A contender of the bench: one engine on one backend, in the page or in a separate process. */
import type { Page } from 'playwright';
import type { Answers, BackendName, EngineName, RequestKind, RequestOf } from './protocol.ts';
import type { WorkName } from './work.ts';

/** An engine that has started and built its network. */
export interface Contender {
  readonly adapter: string;
  readonly loadMs: number;
  /** Rejects with a reason if no answer comes in time. */
  ask<K extends RequestKind>(request: RequestOf<K>, limitMs: number): Promise<Answers[K]>;
  close(): Promise<void>;
}

/** A contender that can be started. */
export interface Entrant {
  readonly engine: string;
  readonly backend: string;
  readonly threads: number | null;
  open(limitMs: number): Promise<Contender>;
}

/** The work to train. */
export interface Task {
  readonly work: WorkName;
  readonly batch: number;
}

/** An engine in a worker of the page. */
export function inPage(page: Page, engine: EngineName, backend: BackendName, { work, batch }: Task): Entrant {
  const open = async (limitMs: number): Promise<Contender> => {
    const { key, adapter, loadMs } = await page.evaluate(
      ([name, on, limit]) => globalThis.benchPage.open(name, on, limit),
      [engine, backend, limitMs] as const,
    );
    const close = (): Promise<void> =>
      page.evaluate((closed) => {
        globalThis.benchPage.close(closed);
      }, key);
    const ask = async <K extends RequestKind>(request: RequestOf<K>, limit: number): Promise<Answers[K]> =>
      (await page.evaluate(([asked, what, most]) => globalThis.benchPage.ask(asked, what, most), [
        key,
        request,
        limit,
      ] as const)) as Answers[K];
    try {
      await ask<'build'>({ kind: 'build', work, batch }, limitMs);
    } catch (error) {
      await close();
      throw error;
    }
    return { adapter, loadMs, ask, close };
  };
  return { engine, backend, threads: null, open };
}
