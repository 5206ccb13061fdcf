/**
 * Saves a run now and then and brings it back. A checkpoint waits until the page has kept all rows before it, so that a
 * run is never resumed past what was kept of it. A failure to save never stops a run: it is told, and the run goes on.
 */
import { isOfNewerRelease, storageTrouble } from '../../src/shared/util/storage-trouble.ts';
import {
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
  NewerReleaseError,
} from '../training/checkpoint-format.ts';
import type { Run, RunCheckpoint } from '../training/run.ts';
import type { CheckpointStore, StoredCheckpoint } from './checkpoint-store.ts';

interface Waiting {
  readonly id: string;
  readonly step: number;
  readonly state: Promise<RunCheckpoint | null>;
}

export class CheckpointManager {
  #store: Promise<CheckpointStore> | null = null;
  /** A newer one takes the place of one that the page has not answered yet. */
  #waiting: Waiting | null = null;
  #writing: Promise<void> = Promise.resolve();
  /** One sentence for each fault is enough. */
  #told = false;

  constructor(
    /** Asked once, when first needed; may be denied. */
    readonly open: () => Promise<CheckpointStore>,
    readonly onSaved: (step: number) => void,
    readonly onNotice: (message: string) => void,
  ) {}

  /** Takes what a run saves after `step` completed updates for a checkpoint that `commit` writes. */
  prepare(id: string, step: number, saved: Promise<RunCheckpoint>): void {
    // What a lost device does not give is no checkpoint; the loss itself is told by the run.
    const state = saved.catch(() => null);
    this.#waiting = { id, step, state };
  }

  /** Writes the checkpoint of `step`; settles when it is on disk or has been told to have failed. */
  commit(step: number): Promise<void> {
    const waiting = this.#waiting;
    if (waiting?.step !== step) return this.#writing;
    this.#waiting = null;
    const before = this.#writing;
    this.#writing = before.then(() => this.#write(waiting));
    return this.#writing;
  }

  /** Drops the checkpoint that waits. */
  forget(): void {
    this.#waiting = null;
  }

  /**
   * A run at the newest sound checkpoint of `id` that is not past step `atMost`; at its beginning when there is none. Throws
   * NewerReleaseError where a newer release wrote them: an older one, or the beginning, would in time take their place.
   * @param make builds the run at its beginning; each checkpoint is tried on a fresh one
   */
  async restore(id: string, atMost: number, make: () => Run): Promise<Run> {
    const list = (await this.#list(id)).filter(({ step }) => step <= atMost);
    for (const [age, { step, bytes }] of list.entries()) {
      const run = make();
      try {
        run.restore(decodeCheckpoint(bytes));
        return run;
      } catch (error) {
        run.dispose();
        if (error instanceof NewerReleaseError) throw error;
        const why = error instanceof CheckpointError ? error.message : 'The checkpoint is of another network.';
        const next = age + 1 < list.length ? 'The one before it is tried.' : 'Training begins again at step 0.';
        this.onNotice(`${why} It was saved at step ${step}. ${next}`);
      }
    }
    return make();
  }

  async #write({ id, step, state }: Waiting): Promise<void> {
    try {
      const saved = await state;
      if (!saved) return;
      const store = await (this.#store ??= this.open());
      await store.put(id, { step, bytes: encodeCheckpoint(saved) });
      this.#told = false;
      this.onSaved(step);
    } catch (error) {
      this.#tell(error);
    }
  }

  async #list(id: string): Promise<readonly StoredCheckpoint[]> {
    try {
      return await (await (this.#store ??= this.open())).list(id);
    } catch (error) {
      if (isOfNewerRelease(error)) {
        this.#store = null;
        throw new NewerReleaseError('The checkpoints in this browser were made by a newer release of the lab.');
      }
      this.#tell(error);
      return [];
    }
  }

  #tell(error: unknown): void {
    this.#store = null;
    if (this.#told) return;
    this.#told = true;
    this.onNotice(storageTrouble(error));
  }
}
