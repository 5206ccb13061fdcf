/**
 * Saves a run periodically and restores it. A checkpoint waits until the page has stored all rows before it, so that a
 * run never resumes past its stored rows. A failure to save is reported and never stops a run.
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
  /** A newer checkpoint replaces one that the page has not answered yet. */
  #waiting: Waiting | null = null;
  #writing: Promise<void> = Promise.resolve();
  /** Each fault is reported once. */
  #told = false;

  constructor(
    /** Opened at first use; the browser may deny it. */
    readonly open: () => Promise<CheckpointStore>,
    readonly onSaved: (step: number) => void,
    readonly onNotice: (message: string) => void,
  ) {}

  /** Saves the run after `step` completed updates as a pending checkpoint, which `commit` writes. */
  prepare(id: string, step: number, saved: Promise<RunCheckpoint>): void {
    // A lost device gives no checkpoint; the run itself reports the loss.
    const state = saved.catch(() => null);
    this.#waiting = { id, step, state };
  }

  /** Writes the checkpoint of `step`; settles when it is on disk or its failure has been reported. */
  commit(step: number): Promise<void> {
    const waiting = this.#waiting;
    if (waiting?.step !== step) return this.#writing;
    this.#waiting = null;
    const before = this.#writing;
    this.#writing = before.then(() => this.#write(waiting));
    return this.#writing;
  }

  /** Drops the pending checkpoint. */
  forget(): void {
    this.#waiting = null;
  }

  /**
   * Restores the newest valid checkpoint of `id` at or before step `atMost`, or builds the run at its beginning if
   * there is none. Throws NewerReleaseError if a newer release wrote the checkpoints, because continuing would in time
   * overwrite them.
   * @param make builds the run at its beginning; each checkpoint is tried on a new one
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
