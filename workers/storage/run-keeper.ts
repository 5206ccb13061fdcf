/** Saves a run now and then and brings it back. A failure to save never stops a run: it is told, and the run goes on. */
import { CheckpointError, decodeCheckpoint, encodeCheckpoint } from '../training/checkpoint-format.ts';
import type { Run } from '../training/run.ts';
import type { CheckpointStore } from './checkpoint-store.ts';

export class RunKeeper {
  #store: Promise<CheckpointStore> | null = null;
  #saving: Promise<void> = Promise.resolve();
  /** One sentence for each fault is enough. */
  #told = false;

  constructor(
    /** Asked once, when first needed; may be denied. */
    readonly open: () => Promise<CheckpointStore>,
    readonly onSaved: (step: number) => void,
    readonly onNotice: (message: string) => void,
  ) {}

  /** Saves the run as it is now (its queue has been read); settles when that is on disk or has been told to have failed. */
  save(id: string, run: Run): Promise<void> {
    // The copies are asked for now; the writing takes its turn.
    const saved = run.save();
    const before = this.#saving;
    this.#saving = (async () => {
      await before;
      try {
        const state = await saved;
        const store = await (this.#store ??= this.open());
        await store.put(id, { step: state.step, bytes: encodeCheckpoint(state) });
        this.#told = false;
        this.onSaved(state.step);
      } catch (error) {
        this.#tell(error);
      }
    })();
    return this.#saving;
  }

  /** Brings `run` to the newest sound checkpoint of `id`; null when there is none, and the run begins at its beginning. */
  async restore(id: string, run: Run): Promise<number | null> {
    const list = await this.#list(id);
    for (const [age, { step, bytes }] of list.entries()) {
      try {
        run.restore(decodeCheckpoint(bytes));
        return step;
      } catch (error) {
        const why = error instanceof CheckpointError ? error.message : 'The checkpoint is of another network.';
        const next = age + 1 < list.length ? 'The one before it is tried.' : 'Training begins again at step 0.';
        this.onNotice(`${why} It was saved at step ${step}. ${next}`);
      }
    }
    return null;
  }

  async #list(id: string): Promise<Awaited<ReturnType<CheckpointStore['list']>>> {
    try {
      return await (await (this.#store ??= this.open())).list(id);
    } catch (error) {
      this.#tell(error);
      return [];
    }
  }

  #tell(error: unknown): void {
    this.#store = null;
    if (this.#told) return;
    this.#told = true;
    const full = error instanceof DOMException && error.name === 'QuotaExceededError';
    const why = full ? 'The browser’s storage is full' : 'The browser’s storage cannot be used';
    this.onNotice(`${why}: the run goes on but cannot be resumed after a reload. Export what you want to keep.`);
  }
}
