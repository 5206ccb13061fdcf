/**
 * The format of a saved run: one record of facts, rewritten during the run, and an append-only log. Everything is
 * validated on reading; faults become sentences.
 */
import * as v from 'valibot';
import { RUN_STATES, type RestorePoint } from '../shared/protocol/protocol.ts';
import { chunkSchema, eventSchema, paramsSchema, stepOrNone } from '../shared/run/record-schemas.ts';
import {
  count,
  dataSchema,
  environmentSchema,
  failureSchema,
  fractions,
  networkSchema,
  step,
  text,
  windowRowSchema,
  type Deep,
} from '../shared/run/run-records.ts';
import { leaveOpen } from '../shared/run/run-params.ts';
import type { RunAddress } from '../shared/run/run-url.ts';
import { relabellings } from '../shared/run/schedule.ts';
import type { TableChunk } from '../shared/run/tables.ts';
import { msg, str } from '../shared/util/texts.ts';
import { VariantHistory } from './variant-history.ts';

/** A record of a later version is rejected. */
export const RECORD_VERSION = 1;

const MAX_LIST = 100_000;
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(100));

const recordSchema = v.object({
  version: v.literal(RECORD_VERSION),
  id,
  /** Milliseconds since 1970. */
  createdAt: count,
  updatedAt: count,
  /** The user's name for it; null if there is none. */
  name: v.nullable(text),
  /** The user's note; empty if there is none. Records of earlier releases lack this and the next three. */
  note: v.exactOptional(text),
  /** Index of the overlay colour, from 0; null for any free one. */
  color: v.exactOptional(v.nullable(v.pipe(count, v.maxValue(MAX_LIST)))),
  /** Listed above the others. */
  pinned: v.exactOptional(v.boolean()),
  /** When it was deleted (deletion can be undone for a while); null after an undo. */
  deletedAt: v.exactOptional(v.nullable(count)),
  preset: v.nullable(text),
  params: paramsSchema,
  events: v.pipe(v.array(eventSchema), v.maxLength(MAX_LIST)),
  state: v.picklist(RUN_STATES),
  /** The user left it, so it isn't offered again. */
  closed: v.boolean(),
  step,
  until: step,
  environment: environmentSchema,
  network: networkSchema,
  data: dataSchema,
  corruption: fractions,
  failure: v.nullable(failureSchema),
  /** One per variant. */
  windows: v.pipe(v.array(v.pipe(v.array(windowRowSchema), v.maxLength(MAX_LIST))), v.maxLength(2)),
  notices: v.pipe(v.array(text), v.maxLength(MAX_LIST)),
});

export type SavedRun = Deep<v.InferOutput<typeof recordSchema>>;

/** The user's remarks on a run. */
export type Remarks = Partial<Pick<SavedRun, 'name' | 'note' | 'color' | 'pinned' | 'deletedAt'>>;

export function remarksOf({ name, note, color, pinned, deletedAt }: SavedRun): Remarks {
  return {
    name,
    ...(note !== undefined && { note }),
    ...(color !== undefined && { color }),
    ...(pinned !== undefined && { pinned }),
    ...(deletedAt !== undefined && { deletedAt }),
  };
}

const arm = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1));

const entrySchema = v.variant('kind', [
  v.object({
    kind: v.literal('rows'),
    arms: v.pipe(
      v.array(v.object({ arm, chunks: v.pipe(v.array(chunkSchema), v.maxLength(MAX_LIST)) })),
      v.maxLength(2),
    ),
  }),
  v.object({ kind: v.literal('cut'), step, snapshotAt: stepOrNone, evaluatedAt: stepOrNone }),
]);

/** An entry of the log: new rows, or the removal of rows that come again. */
export type LogEntry =
  | {
      readonly kind: 'rows';
      readonly arms: readonly { readonly arm: number; readonly chunks: readonly TableChunk[] }[];
    }
  | ({ readonly kind: 'cut' } & RestorePoint);

export type ReadRun = { readonly ok: true; readonly run: SavedRun } | { readonly ok: false; readonly message: string };

/** Parses a stored record. Never throws. */
export function readSavedRun(value: unknown): ReadRun {
  const version: unknown = typeof value === 'object' && value !== null && 'version' in value ? value.version : null;
  if (typeof version === 'number' && version > RECORD_VERSION) {
    const message = msg(
      str`A run kept in this browser is of version ${version}, written by a newer release of the lab; this one reads up to version ${RECORD_VERSION}.`,
    );
    return { ok: false, message };
  }
  const read = v.safeParse(recordSchema, value, { abortEarly: true });
  if (read.success) return { ok: true, run: read.output };
  const place = v.getDotPath(read.issues[0]) ?? msg('the record');
  return { ok: false, message: msg(str`A run kept in this browser is damaged (${place}) and cannot be opened.`) };
}

/** The address that replays the run. */
export function addressOf({ preset, params, events }: SavedRun): RunAddress {
  return { preset, params: leaveOpen(params), events, start: false };
}

/** A run's tables from its log. */
export interface History {
  readonly variants: readonly VariantHistory[];
  /** Number of valid entries; new entries go after them. */
  readonly entries: number;
  /** The fault of the next entry; null if all were valid. */
  readonly issue: string | null;
  /** Number of steps, from the first, for which every variant has rows. */
  readonly complete: number;
}

/** Builds a run's tables from its log, entry by entry. Never throws. */
export class HistoryReader {
  readonly #variants: readonly VariantHistory[];
  #entries = 0;
  #issue: string | null = null;

  constructor(run: SavedRun) {
    const names = run.network.layers.map(({ name }) => name);
    this.#variants = run.data.corruption.map(() => new VariantHistory(names, run.data));
    const relabelled = relabellings(run.params, run.events);
    for (const each of this.#variants) each.relabelled = relabelled;
  }

  /** Processes the next entry; false if it is invalid, after which no more are accepted. */
  add(value: unknown): boolean {
    if (this.#issue !== null) return false;
    const read = v.safeParse(entrySchema, value, { abortEarly: true });
    if (!read.success || !this.#fits(read.output)) {
      const step = completeSteps(this.#variants);
      this.#issue = msg(str`What was kept of the run is damaged from step ${step} on: from there it is trained again.`);
      return false;
    }
    const entry = read.output;
    if (entry.kind === 'cut') for (const each of this.#variants) each.cut(entry);
    else
      for (const { arm: index, chunks } of entry.arms) for (const chunk of chunks) this.#variants[index]?.append(chunk);
    this.#entries += 1;
    return true;
  }

  finish(): History {
    return {
      variants: this.#variants,
      entries: this.#entries,
      issue: this.#issue,
      complete: completeSteps(this.#variants),
    };
  }

  #fits(entry: LogEntry): boolean {
    if (entry.kind === 'cut') return true;
    const names = this.#variants[0]?.layerNames ?? [];
    return entry.arms.every(
      ({ arm: index, chunks }) =>
        index < this.#variants.length && chunks.every(({ layer }) => layer === null || names.includes(layer)),
    );
  }
}

/** Steps 0, 1, 2, … without a gap, in every variant. */
export function completeSteps(variants: readonly VariantHistory[]): number {
  const each = variants.map(({ steps }) => {
    const gap = steps.column('step').findIndex((step, row) => step !== row);
    return gap === -1 ? steps.length : gap;
  });
  return each.length === 0 ? 0 : Math.min(...each);
}
