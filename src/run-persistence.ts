/**
 * Connects a run's record, log, lock and checkpoints to the store and the trainer, and offers to resume an interrupted
 * run. It has no UI.
 */
import { digestOf } from './client/job.ts';
import type { TrainerClient } from './client/trainer-client.ts';
import { canPass } from './shared/protocol/failure-kinds.ts';
import type { RunEvent, RunState } from './shared/protocol/protocol.ts';
import { newRunId } from './shared/run/run-id.ts';
import type { Failure } from './shared/run/run-records.ts';
import { formatAddress } from './shared/run/run-url.ts';
import { wayBack, type WayBack } from './shared/run/schedule.ts';
import { readingTrouble, storageTrouble } from './shared/util/storage-trouble.ts';
import { msg } from './shared/util/texts.ts';
import { RunDatabase } from './state/run-database.ts';
import { deleteCheckpoints, lastCheckpoint } from './state/checkpoints.ts';
import { isUnfinished, type ResumeOffer } from './state/resume-offer.ts';
import { isHeld, RunLock, untilFree } from './state/run-lock.ts';
import { RunLogWriter } from './state/run-log-writer.ts';
import type { RunStore } from './state/run-store.ts';
import { addressOf, completeSteps, type SavedRun } from './state/saved-run.ts';
import { troubleOfRun, type TroubledRun } from './troubled-run.ts';

export interface RunPersistenceDeps {
  readonly store: RunStore;
  readonly client: TrainerClient;
  readonly onOffer: (offer: ResumeOffer | null) => void;
  /** Called with the number of saved runs once they have been read. */
  readonly onKept: (runs: number) => void;
  /** The run's address changed. */
  readonly onAddress: () => void;
  /** Another run is being saved, or none. */
  readonly onRun: (id: string | null) => void;
}

export class RunPersistence {
  readonly #parts: RunPersistenceDeps;
  readonly #recorder: RunLogWriter;
  readonly #lock = new RunLock();
  #archive: Promise<RunDatabase> | null = null;
  /** The saved run on offer. */
  #stored: SavedRun | null = null;
  /** To offer once the trainer has reset the run that was left. */
  #leftRun: ResumeOffer | null = null;
  /** Aborted when the offer is withdrawn. */
  #waiting = new AbortController();
  #askedToPersist = false;
  /** Troubles already reported, so that each is reported once. */
  #troubles: readonly TroubledRun['kind'][] = [];

  constructor(parts: RunPersistenceDeps) {
    this.#parts = parts;
    this.#recorder = new RunLogWriter(
      parts.store,
      () => RunDatabase.open(),
      (error) => parts.store.note(storageTrouble(error)),
    );
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.#save();
    });
    document.addEventListener('freeze', () => this.#save());
    window.addEventListener('pagehide', () => void this.#recorder.flush());
  }

  /** Prepares for a new run; returns its id. */
  begin(): string {
    const id = newRunId();
    this.#offer(null, null);
    void this.#lock.take(id);
    this.#troubles = [];
    this.#recorder.begin(id);
    this.#parts.onRun(id);
    this.#askToPersist();
    return id;
  }

  /** The run that is being saved. */
  get run(): string | null {
    return this.#recorder.run;
  }

  /** Leaves the current run: it stays saved but isn't offered again. Resolves to whether everything is written. */
  async leave(): Promise<boolean> {
    this.#offer(null, null);
    const written = this.#recorder.leave();
    this.#parts.onRun(null);
    this.#lock.release();
    return written;
  }

  /** Like `leave`, but offers to undo it until another run starts. Call it before the store is cleared. */
  async setAside(): Promise<void> {
    const { store, onOffer } = this.#parts;
    const { run } = this;
    const { step, until, params, variants } = store;
    const measured = run !== null && completeSteps(variants) > 0;
    const written = await this.leave();
    if (!measured || !written) return;
    const offer = { kind: 'left', step, until, params, keptAt: null, run } as const;
    // The trainer may still be resetting the run.
    if (store.begun) this.#leftRun = offer;
    else onOffer(offer);
  }

  /** Call it after the store has processed the event. */
  receive(event: RunEvent): void {
    const { store, onOffer } = this.#parts;
    this.#recorder.receive(event);
    // The log first: a checkpoint must never be past the saved rows.
    if (event.type === 'saving') void this.#checkpoint(event.run, event.step);
    if (event.type === 'state' && event.state === 'loading') this.#offer(null, null);
    if (event.type === 'state' && event.state === 'idle' && this.#leftRun) onOffer(this.#leftRun);
    if (event.type === 'state') this.#leftRun = null;
    if (event.type === 'rows') this.#diagnose();
    if (event.type !== 'failed' || completeSteps(store.variants) === 0) return;
    const { kind } = event.failure;
    // A run that failed while being restored is unchanged, and can resume once the cause is gone.
    if (!canPass(kind) && kind !== 'not-finite' && !this.#recorder.loading) return;
    const { params, until } = store;
    const back = kind === 'not-finite' ? this.#wayBack(event.failure) : null;
    onOffer({
      kind: kind === 'not-finite' ? kind : 'failed',
      step: back?.step ?? event.failure.step ?? store.step,
      until,
      params: { ...params, lr: back?.lr ?? params.lr },
      keptAt: null,
    });
  }

  /** Detects a dead or diverging network and offers a lower learning rate. */
  #diagnose(): void {
    const { store, onOffer } = this.#parts;
    // A dead network stays dead, and looking further back at each step would cost more and more.
    if (this.#troubles.includes('dead')) return;
    const trouble = troubleOfRun(store);
    if (!trouble || this.#troubles.includes(trouble.kind)) return;
    this.#troubles = [...this.#troubles, trouble.kind];
    store.note(trouble.message);
    const { step, until, params } = store;
    onOffer({ kind: 'troubled', step, until, params: { ...params, lr: trouble.lr }, keptAt: null });
  }

  async #checkpoint(run: string, step: number): Promise<void> {
    if (await this.#recorder.flush(true)) this.#parts.client.kept(run, step);
  }

  /** Looks for an interrupted run. Call it on load. */
  async find(): Promise<void> {
    const { store, onKept } = this.#parts;
    let kept = 0;
    try {
      const archive = await this.#opened();
      const { runs, issues } = await archive.runs();
      for (const issue of issues) store.note(issue);
      kept = runs.length;
      const unfinished = runs.filter(isUnfinished);
      const held = await Promise.all(unfinished.map(({ id }) => isHeld(id)));
      const free = unfinished.find((_, index) => !held[index]);
      // Checkpoints of a newer release are reported when the run resumes.
      const from = free && (await lastCheckpoint(free.id, free.step).catch(() => undefined));
      if (store.begun) return;
      if (free) {
        this.#offer(free, 'interrupted', from);
        return;
      }
      const own = formatAddress({ ...store.address, start: false });
      const twin = unfinished.find((run) => formatAddress(addressOf(run)) === own) ?? null;
      this.#offer(twin, twin && 'elsewhere');
      if (unfinished.length > 0) void this.#findOnceFree(unfinished);
    } catch (error) {
      this.#archive = null;
      store.note(readingTrouble(error));
    } finally {
      onKept(kept);
    }
  }

  /** Looks again when the tab with one of the runs ends, because a browser may notice a crash late. */
  async #findOnceFree(runs: readonly SavedRun[]): Promise<void> {
    const { signal } = this.#waiting;
    // Stops waiting when the offer is withdrawn.
    await Promise.race(runs.map(({ id }) => untilFree(id, signal))).catch(() => undefined);
    if (!signal.aborted) await this.find();
  }

  /** Resumes the run on offer. */
  async resume(): Promise<void> {
    const stored = this.#stored;
    if (!stored) {
      this.#goOn();
      return;
    }
    const { store, client, onAddress } = this.#parts;
    try {
      if (!(await this.#lock.take(stored.id))) {
        await this.find();
        return;
      }
      const archive = await this.#opened();
      // Another tab may have resumed it meanwhile.
      const run = await archive.run(stored.id);
      if (!run || !isUnfinished(run)) {
        this.#lock.release();
        this.#offer(null, null);
        await this.find();
        return;
      }
      await this.#bring(archive, run, 'paused');
      this.#offer(null, null);
      onAddress();
      client.resume();
    } catch (error) {
      this.#archive = null;
      store.note(storageTrouble(error));
    }
  }

  /** Loads a saved run into the store, the recorder and the client, in the given `state`. */
  async #bring(archive: RunDatabase, run: SavedRun, state: RunState): Promise<void> {
    const { store, client } = this.#parts;
    const history = await archive.history(run);
    store.open(run, history.variants);
    if (history.issue !== null) store.note(history.issue);
    const { id, params, events, until, environment, data } = run;
    this.#recorder.begin(id, history.entries);
    this.#parts.onRun(id);
    const { backend } = environment;
    client.adopt({ run: id, params, events, until, step: history.complete, state, backend, ...digestOf(data) });
  }

  /** Shows the saved run `id` instead of the current one, which stays saved. It doesn't resume by itself. */
  async show(id: string): Promise<void> {
    const { store, onAddress } = this.#parts;
    if (id === this.#recorder.run) return;
    try {
      void this.leave();
      if (!(await this.#lock.take(id))) {
        store.note(msg('Another tab has this run open. Close it there, then open it here.'));
        return;
      }
      const archive = await this.#opened();
      const run = await archive.run(id);
      if (!run) return;
      const { state } = run;
      await this.#bring(archive, run, state === 'training' || state === 'loading' ? 'paused' : state);
      onAddress();
    } catch (error) {
      this.#archive = null;
      store.note(storageTrouble(error));
    }
  }

  /** Deletes the run on offer with its measurements and checkpoints. */
  async discard(): Promise<void> {
    const stored = this.#stored;
    this.#offer(null, null);
    if (!stored) return;
    try {
      const archive = await this.#opened();
      await Promise.all([archive.delete(stored.id), deleteCheckpoints(stored.id)]);
      await this.find();
    } catch (error) {
      this.#archive = null;
      this.#parts.store.note(storageTrouble(error));
    }
  }

  /** Resumes the page's own failed run; at a lower learning rate if its numbers became non-finite. */
  #goOn(): void {
    const { store, client, onAddress } = this.#parts;
    const { failure, params, until, environment, variants, data } = store;
    const run = this.#recorder.run;
    if (run === null || !failure || !environment) return;
    const back = failure.kind === 'not-finite' ? this.#wayBack(failure) : null;
    if (back) store.setAddress({ ...store.address, events: back.events });
    const step = Math.min(completeSteps(variants), back?.step ?? Infinity);
    const backend = environment.backend;
    client.adopt({
      run,
      params,
      events: store.events,
      until,
      step,
      state: 'paused',
      backend,
      ...(data && digestOf(data)),
    });
    client.resume();
    // It reaches the trainer while the run is restored, and takes effect before its first update.
    if (back) client.change('lr', back.lr);
    onAddress();
  }

  #wayBack({ step }: Failure): WayBack {
    const { params, events, variants } = this.#parts.store;
    return wayBack(params, events, step ?? completeSteps(variants));
  }

  #offer(stored: SavedRun | null, kind: 'interrupted' | 'elsewhere' | null, from?: number): void {
    this.#waiting.abort();
    this.#waiting = new AbortController();
    this.#stored = stored;
    if (!stored || !kind) return this.#parts.onOffer(null);
    const { step, until, params, updatedAt } = stored;
    this.#parts.onOffer({ kind, step, until, params, keptAt: updatedAt, ...(from !== undefined && { from }) });
  }

  /** Saves because the page may be about to close. */
  #save(): void {
    this.#parts.client.save();
    void this.#recorder.flush();
  }

  #opened(): Promise<RunDatabase> {
    return (this.#archive ??= RunDatabase.open());
  }

  /** Asks once for persistent storage, so that the browser doesn't evict the runs when the disk is nearly full. */
  #askToPersist(): void {
    if (this.#askedToPersist || !('storage' in navigator)) return;
    this.#askedToPersist = true;
    void navigator.storage.persisted().then(async (already) => already || navigator.storage.persist());
  }
}
