/**
 * Saves the current run as it grows: at its first rows, and then every 1.5 s, it appends the new rows of the tables to
 * the run's log. A failed write is reported and retried. Nothing is lost, because the tables themselves are the queue.
 */
import type { RunEvent } from '../shared/protocol/protocol.ts';
import type { TableChunk } from '../shared/run/tables.ts';
import type { RunDatabase } from './run-database.ts';
import type { VariantHistory } from './variant-history.ts';
import type { RunStore } from './run-store.ts';
import type { Table } from './series.ts';
import { RECORD_VERSION, type LogEntry, type SavedRun } from './saved-run.ts';

/** Maximum age of unsaved rows, ms. */
const FLUSH_EVERY = 1500;
/** Maximum delay between retries, which doubles with each failure, ms. */
const SLOWEST = 60_000;

interface Recording {
  readonly id: string;
  readonly createdAt: number;
  /** Rows of each table that are in the log. */
  readonly kept: Map<Table, number>;
  /** Cuts that aren't in the log yet. */
  cuts: LogEntry[];
  /** Number of entries in the log. */
  entries: number;
  /** The first write has begun. */
  begun: boolean;
  closed: boolean;
  /** The trainer hasn't restored the run yet, so failures don't change it. */
  loading: boolean;
}

export class RunLogWriter {
  readonly #store: RunStore;
  readonly #open: () => Promise<RunDatabase>;
  readonly #onTrouble: (error: unknown) => void;
  #archive: Promise<RunDatabase> | null = null;
  #recording: Recording | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = FLUSH_EVERY;
  #writing: Promise<boolean> = Promise.resolve(true);

  constructor(store: RunStore, open: () => Promise<RunDatabase>, onTrouble: (error: unknown) => void) {
    this.#store = store;
    this.#open = open;
    this.#onTrouble = onTrouble;
  }

  /** The run that is being saved. */
  get run(): string | null {
    return this.#recording?.id ?? null;
  }

  /** Whether the trainer is loading the run, or was when it failed. */
  get loading(): boolean {
    return this.#recording?.loading ?? false;
  }

  /** Starts saving the store's run as `id`: a new run, or one whose log already has `entries`. */
  begin(id: string, entries = 0): void {
    const kept = new Map<Table, number>();
    if (entries > 0) for (const table of this.#tables()) kept.set(table, table.length);
    this.#recording = {
      id,
      createdAt: Date.now(),
      kept,
      cuts: [],
      entries,
      begun: false,
      closed: false,
      loading: false,
    };
    this.#wait = FLUSH_EVERY;
  }

  /** Call it after the store has processed the event. */
  receive(event: RunEvent): void {
    const recording = this.#recording;
    if (!recording || event.type === 'memory' || event.type === 'loading' || event.type === 'evaluating') return;
    if (event.type === 'state' && event.state !== 'failed') recording.loading = event.state === 'loading';
    if (event.type === 'restored') {
      const { step, snapshotAt, evaluatedAt } = event;
      recording.cuts.push({ kind: 'cut', step, snapshotAt, evaluatedAt });
      for (const [table, rows] of recording.kept) recording.kept.set(table, Math.min(rows, table.length));
    }
    const rests = event.type === 'state' && event.state !== 'training' && event.state !== 'loading';
    if (rests || event.type === 'failed') void this.flush();
    // The first rows are saved at once: a page that ends soon after Train leaves a run that can resume.
    else this.#timer ??= setTimeout(() => void this.flush(), recording.begun ? this.#wait : 0);
  }

  /** Writes the rest of the run, which the user leaves. Resolves to whether everything is written. */
  async leave(): Promise<boolean> {
    if (this.#recording) this.#recording.closed = true;
    const written = this.flush();
    this.#recording = null;
    return written;
  }

  /** Writes what the log lacks. Resolves to whether that succeeded; a failure has been reported. */
  flush(strict = false): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const recording = this.#recording;
    const record = recording && this.#record(recording);
    if (recording && record) {
      // Captured now, because the store may clear them before the write.
      const { variants } = this.#store;
      recording.begun = true;
      const before = this.#writing;
      this.#writing = before.then(() => this.#write(recording, record, variants, strict));
    }
    return this.#writing;
  }

  /** Writes are sequential: the next entries depend on what the log has. */
  async #write(
    recording: Recording,
    record: SavedRun,
    variants: readonly VariantHistory[],
    strict: boolean,
  ): Promise<boolean> {
    const { cuts, kept } = recording;
    const before = new Map(kept);
    recording.cuts = [];
    const entries = [...cuts, ...newRows(variants, kept)];
    try {
      const archive = await (this.#archive ??= this.#open());
      await archive.append(record, recording.entries, entries, strict);
      recording.entries += entries.length;
      this.#wait = FLUSH_EVERY;
      return true;
    } catch (error) {
      this.#archive = null;
      recording.cuts = [...cuts, ...recording.cuts];
      for (const [table, rows] of kept) kept.set(table, Math.min(rows, before.get(table) ?? 0));
      this.#wait = Math.min(2 * this.#wait, SLOWEST);
      this.#onTrouble(error);
      if (this.#recording === recording) this.#timer ??= setTimeout(() => void this.flush(), this.#wait);
      return false;
    }
  }

  /** Null before there is anything to save. */
  #record({ id, createdAt, closed, loading }: Recording): SavedRun | null {
    const store = this.#store;
    if (!store.environment || !store.network || !store.data) return null;
    if (!store.variants.some((variant) => variant.steps.length > 0)) return null;
    // The run is unchanged since before the attempt to resume it, which can be repeated.
    const untouched = loading && store.state === 'failed';
    return {
      version: RECORD_VERSION,
      id,
      createdAt,
      updatedAt: Date.now(),
      name: null,
      preset: store.address.preset,
      params: store.params,
      events: [...store.events],
      state: untouched ? 'paused' : store.state,
      closed,
      step: store.step,
      until: store.until,
      environment: store.environment,
      network: store.network,
      data: store.data,
      corruption: [...store.corruption],
      failure: untouched ? null : store.failure,
      windows: store.variants.map((variant) => [...variant.windows]),
      notices: [...store.remarks],
    };
  }

  *#tables(): Generator<Table> {
    for (const variant of this.#store.variants) for (const { table } of variant.tables()) yield table;
  }
}

/** The rows that `kept` doesn't count yet, as a log entry. Updates `kept`. */
function newRows(variants: readonly VariantHistory[], kept: Map<Table, number>): LogEntry[] {
  const grown = variants.map((variant, index) => {
    const chunks: TableChunk[] = [];
    for (const { layer, table } of variant.tables()) {
      const { rows, values } = table.rowsFrom(kept.get(table) ?? 0);
      if (rows > 0) chunks.push({ family: table.family, layer, rows, values });
      kept.set(table, table.length);
    }
    return { arm: index, chunks };
  });
  const filled = grown.filter(({ chunks }) => chunks.length > 0);
  return filled.length === 0 ? [] : [{ kind: 'rows', arms: filled }];
}
