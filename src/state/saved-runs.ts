/** The list of runs saved in this browser: results, overlays, names, and deletion with undo. */
import { newRunId } from '../shared/run/run-id.ts';
import { readRunFile } from '../shared/run/run-file-parse.ts';
import { storageTrouble } from '../shared/util/storage-trouble.ts';
import { msg, str } from '../shared/util/texts.ts';
import type { RunDatabase } from './run-database.ts';
import type { VariantHistory } from './variant-history.ts';
import { holdsMeasurements, importedRun } from './imported-run.ts';
import { OVERLAY_COLORS } from './overlay-colors.ts';
import { groupBySettings, groupKey } from './run-differences.ts';
import type { Remarks, SavedRun } from './saved-run.ts';

/** A run's results per variant; NaN if not measured. */
export interface RunResults {
  readonly trainAccuracy: readonly number[];
  readonly testAccuracy: readonly number[];
}

export interface ListedRun {
  readonly run: SavedRun;
  /** Undefined until they have been read. */
  readonly results: RunResults | undefined;
  /** Index of its colour and dash in the charts; undefined if it isn't overlaid. */
  readonly slot: number | undefined;
}

/** An overlaid run, or several that differ only in their seed. */
export interface OverlaidRun {
  /** Index of its colour and dash, from 0; fixed while it is overlaid. */
  readonly slot: number;
  readonly runs: readonly [SavedRun, ...SavedRun[]];
  /** The variants' histories of each run. */
  readonly histories: readonly (readonly VariantHistory[])[];
}

/** How long a deletion can be undone, ms: enough to reach the button without a mouse. */
const UNDO_FOR = 60_000;

/** Fires `change`. */
export class SavedRuns extends EventTarget {
  readonly #open: () => Promise<RunDatabase>;
  readonly #discard: (id: string) => Promise<void>;
  #archive: Promise<RunDatabase> | null = null;
  #runs: readonly SavedRun[] = [];
  readonly #results = new Map<string, { readonly at: number; readonly results: RunResults }>();
  /** Keyed by the run's id, or a group's `groupKey`. */
  readonly #overlaid = new Map<string, OverlaidRun>();
  #present: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #notices: readonly string[] = [];
  /** Why files of the latest import were rejected. A refresh of the list doesn't clear it. */
  #refused: readonly string[] = [];

  /** @param discard deletes the run's data outside the database: its checkpoints */
  constructor(open: () => Promise<RunDatabase>, discard: (id: string) => Promise<void>) {
    super();
    this.#open = open;
    this.#discard = discard;
  }

  /** Pinned runs first; latest first within each part. */
  get runs(): readonly ListedRun[] {
    const pinned = (run: SavedRun): number => (run.pinned === true ? 0 : 1);
    return [...this.#runs]
      .sort((a, b) => pinned(a) - pinned(b))
      .filter((run) => deletedAt(run) === undefined)
      .map((run) => ({ run, results: this.#results.get(run.id)?.results, slot: this.#overlaid.get(run.id)?.slot }));
  }

  /** Without the current run, which the charts already show. */
  get overlaid(): readonly OverlaidRun[] {
    return [...this.#overlaid].filter(([key]) => key !== this.#present).map(([, laid]) => laid);
  }

  /** The id of the run that the page shows. */
  get present(): string | null {
    return this.#present;
  }

  set present(id: string | null) {
    if (id === this.#present) return;
    this.#present = id;
    this.#changed();
  }

  /** Index of the group's colour and dash in the charts; undefined if it isn't overlaid. */
  groupSlot(runs: readonly [SavedRun, ...SavedRun[]]): number | undefined {
    return this.#overlaid.get(groupKey(runs[0]))?.slot;
  }

  /** The last deleted run, while its deletion can be undone. */
  get deleted(): SavedRun | null {
    const gone = this.#runs.filter((run) => deletedAt(run) !== undefined);
    return gone.sort((a, b) => (deletedAt(b) ?? 0) - (deletedAt(a) ?? 0))[0] ?? null;
  }

  /** The last deleted run, and those deleted together with it. */
  get deletedTogether(): readonly SavedRun[] {
    const { deleted } = this;
    return deleted === null ? [] : this.#runs.filter((run) => deletedAt(run) === deletedAt(deleted));
  }

  /** Sentences about problems. */
  get notices(): readonly string[] {
    return [...this.#notices, ...this.#refused];
  }

  /** Reads the list again, and results that are missing. */
  refresh(): Promise<void> {
    return this.#try(async (archive) => {
      await this.#list(archive);
      for (const { run } of this.runs) {
        if (this.#results.get(run.id)?.at === run.updatedAt) continue;
        const { variants } = await archive.history(run);
        this.#results.set(run.id, { at: run.updatedAt, results: resultsOf(variants) });
        this.#changed();
      }
    });
  }

  /** Overlays the run on the charts, or removes it. */
  overlay(id: string, on: boolean): Promise<void> {
    return this.#try(async (archive) => {
      const run = this.#runs.find((candidate) => candidate.id === id);
      if (on && run) await this.#lay(archive, id, [run]);
      else this.#overlaid.delete(id);
      this.#changed();
    });
  }

  /** Overlays the mean of runs that differ only in their seed, or removes it. */
  overlayGroup(runs: readonly [SavedRun, ...SavedRun[]], on: boolean): Promise<void> {
    const key = groupKey(runs[0]);
    return this.#try(async (archive) => {
      if (on) await this.#lay(archive, key, runs);
      else this.#overlaid.delete(key);
      this.#changed();
    });
  }

  async #lay(archive: RunDatabase, key: string, runs: OverlaidRun['runs']): Promise<void> {
    const histories = [];
    for (const run of runs) histories.push((await archive.history(run)).variants);
    const slot = this.#overlaid.get(key)?.slot ?? this.#freeSlot(runs[0]);
    this.#overlaid.set(key, { slot, runs, histories });
  }

  /** Saves the user's remarks on a run. A null name restores the default name. */
  remark(id: string, remarks: Remarks): Promise<void> {
    return this.#try(async (archive) => {
      const name = remarks.name && freeName(remarks.name, await otherNames(archive, id));
      await archive.edit(id, { ...remarks, ...(name && { name }) });
      await this.refresh();
      const laid = this.#overlaid.get(id);
      if (!laid || remarks.color === undefined) return;
      this.#overlaid.delete(id);
      const run = { ...laid.runs[0], ...remarks };
      this.#overlaid.set(id, { ...laid, runs: [run], slot: this.#freeSlot(run) });
    });
  }

  /**
   * Removes the run from the list. It is deleted for good a minute later, or when the list is next read after that.
   * Runs with the same `at` (ms since 1970) are restored together.
   */
  delete(id: string, at = Date.now()): Promise<void> {
    return this.#try(async (archive) => {
      await archive.edit(id, { deletedAt: at });
      this.#overlaid.delete(id);
      await this.#list(archive);
    });
  }

  /** Restores the last deleted run, and those deleted with it. */
  undelete(): Promise<void> {
    return this.#try(async (archive) => {
      for (const { id } of this.deletedTogether) await archive.edit(id, { deletedAt: null });
      await this.#list(archive);
    });
  }

  /** Saves the runs of run files. Files that are not run files are reported. */
  import(files: readonly File[]): Promise<void> {
    return this.#try(async (archive) => {
      const issues: string[] = [];
      this.#refused = issues;
      for (const file of files) {
        const parsed = await readRunFile(file);
        if (!parsed.ok) {
          issues.push(`${file.name}: ${parsed.message}`);
          continue;
        }
        if (!holdsMeasurements(parsed.file)) {
          issues.push(
            msg(str`${file.name}: this run ended before anything was measured, so there is nothing to show.`),
          );
          continue;
        }
        const name = freeName(file.name.replace(/(\.run)?\.json$/, ''), await otherNames(archive));
        const { run, entries } = importedRun(parsed.file, newRunId(), Date.now(), name);
        await archive.append(run, 0, entries, true);
        // A record takes its name from the saved version, and there was none.
        await archive.edit(run.id, { name });
      }
      await this.refresh();
    });
  }

  /** The first free slot, in the run's own colour if it has one: runs of the same colour differ in their dash. */
  #freeSlot({ color = null }: Remarks): number {
    const taken = [...this.#overlaid.values()].map(({ slot }) => slot);
    for (let slot = color ?? 0; ; slot += color === null ? 1 : OVERLAY_COLORS.length) {
      if (!taken.includes(slot)) return slot;
    }
  }

  /** Reads the records again, and deletes those whose undo time is over. */
  async #list(archive: RunDatabase): Promise<void> {
    const { runs, issues } = await archive.runs();
    const over = (run: SavedRun): boolean => Date.now() - (deletedAt(run) ?? Infinity) >= UNDO_FOR;
    this.#runs = runs.filter((run) => !over(run));
    for (const run of this.#runs) {
      const laid = this.#overlaid.get(run.id);
      if (laid) this.#overlaid.set(run.id, { ...laid, runs: [run] });
    }
    await this.#followGroups(archive);
    this.#notices = issues;
    this.#changed();
    clearTimeout(this.#timer);
    if (this.deleted) this.#timer = setTimeout(() => void this.#try((opened) => this.#list(opened)), UNDO_FOR);
    await Promise.all(runs.filter(over).flatMap(({ id }) => [archive.delete(id), this.#discard(id)]));
  }

  /** Updates an overlaid group after runs were trained, imported or deleted. */
  async #followGroups(archive: RunDatabase): Promise<void> {
    const state = (runs: readonly SavedRun[]): string => runs.map(({ id, updatedAt }) => `${id} ${updatedAt}`).join();
    const groups = groupBySettings(this.#runs.filter((run) => deletedAt(run) === undefined));
    for (const [key, laid] of this.#overlaid) {
      if (key !== groupKey(laid.runs[0])) continue;
      const now = groups.find(([first]) => groupKey(first) === key);
      if (!now) this.#overlaid.delete(key);
      else if (state(now) !== state(laid.runs)) await this.#lay(archive, key, now);
    }
  }

  async #try(work: (archive: RunDatabase) => Promise<void>): Promise<void> {
    try {
      await work(await (this.#archive ??= this.#open()));
    } catch (error) {
      this.#archive = null;
      this.#notices = [storageTrouble(error)];
    }
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** Names that users gave to runs other than `id`. */
async function otherNames(archive: RunDatabase, id?: string): Promise<ReadonlySet<string | null>> {
  return new Set((await archive.runs()).runs.filter((run) => run.id !== id).map(({ name }) => name));
}

/** The name itself, or with the first number from 2 that makes it unique. */
export function freeName(name: string, taken: ReadonlySet<string | null>): string {
  if (!taken.has(name)) return name;
  for (let k = 2; ; k++) if (!taken.has(`${name} (${k})`)) return `${name} (${k})`;
}

const deletedAt = (run: SavedRun): number | undefined => run.deletedAt ?? undefined;

function resultsOf(variants: readonly VariantHistory[]): RunResults {
  return {
    trainAccuracy: variants.map(({ evaluations }) => evaluations.last('trainAccuracy')),
    testAccuracy: variants.map(({ evaluations }) => evaluations.last('testAccuracy')),
  };
}
