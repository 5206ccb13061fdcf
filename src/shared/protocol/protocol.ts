/** The messages between page and trainer: two unions, each narrowed by an exhaustive switch on its `type`. */
import type { ExampleImages, ExamplePredictions, ExampleRanking } from '../run/example-records.ts';
import type { DataSet } from '../data-sets/index.ts';
import type { InspectionName } from '../inspections/index.ts';
import type { GivenFile, OwnData } from '../data-sets/own-data.ts';
import type { ResolvedParams } from '../run/run-params.ts';
import type {
  DataInfo,
  Environment,
  Failure,
  LabelFacts,
  NamedTensor,
  NetworkInfo,
  WindowRow,
} from '../run/run-records.ts';
import type { EventKey, ScheduledEvent } from '../run/schedule.ts';
import type { TableChunk } from '../run/tables.ts';

export const RUN_STATES = ['idle', 'loading', 'training', 'paused', 'done', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Page → trainer. */
export type Command =
  /** Load the data, build the network, train `steps` iterations (one, then pause, when `once`). */
  | {
      readonly type: 'start';
      readonly run: string;
      readonly params: ResolvedParams;
      readonly events: readonly ScheduledEvent[];
      readonly once: boolean;
      /** Go on from the newest sound checkpoint that this run's id has. */
      readonly resume?: Resume;
    }
  | { readonly type: 'pause' }
  /** From paused: go on. From done: go on for as many iterations as `steps` says. */
  | { readonly type: 'resume' }
  /** From paused or done: one iteration. */
  | { readonly type: 'step' }
  /**
   * Takes effect before the next update, or, where the labels of a step that is being evaluated would change, before the
   * update after it. Answered at once by `changed`, which says from which step on it holds.
   */
  | { readonly type: 'change'; readonly key: EventKey; readonly value: number }
  /** Save a checkpoint soon: the page may be about to go. */
  | { readonly type: 'save' }
  /** Answers `saving`: what was measured before `step` is kept, so that its checkpoint may be. */
  | { readonly type: 'kept'; readonly step: number }
  /** Forget the run (its checkpoints stay) and free what it held; answered by state idle. */
  | { readonly type: 'reset' }
  /** Answered by `weights`, as they are between two steps. */
  | { readonly type: 'weights' }
  /** Answered by `inspected` of the same `ask`, between two steps; `given` is the inspection's own question. */
  | { readonly type: 'inspect'; readonly ask: number; readonly of: InspectionName; readonly given: unknown }
  /** Data files the user gave; answered by `data-stored` or `data-refused`, own images by `own-data` besides. */
  | { readonly type: 'store-data'; readonly into: DataSet; readonly files: readonly GivenFile[] }
  /** Answered by `own-data`. */
  | { readonly type: 'describe-own' }
  /** Whether a run of this data set would find its images; answered by `data-held`. */
  | { readonly type: 'find-data'; readonly of: DataSet };

/** How a run goes on from a checkpoint. */
interface Resume {
  /** The step at which training is due to stop. */
  readonly until: number;
  /** A checkpoint of a later step is passed over: what was measured before this one is at hand, and no more. */
  readonly atMost: number;
  /** Of the own images that the run was begun on: with others it could not go on. */
  readonly digest?: string;
  /** Wait in state paused (or done) instead of training on. */
  readonly paused: boolean;
}

/** Where a checkpoint lies between measurements: each of these was the last of its kind that was made before it. */
export interface RestorePoint {
  /** Completed updates: rows of this step and later ones will come again. */
  readonly step: number;
  /** Paths of later steps will come again; −1 before the first. */
  readonly snapshotAt: number;
  /** Evaluations of later steps will come again; −1 before the first. */
  readonly evaluatedAt: number;
}

interface OfRun {
  /** The id that `start` gave; the page drops what belongs to another run. */
  readonly run: string;
}

/** Trainer → page. */
export type TrainerEvent =
  | (OfRun & {
      readonly type: 'state';
      readonly state: RunState;
      /** Completed updates. */
      readonly step: number;
      /** The step at which training is due to stop. */
      readonly until: number;
    })
  | (OfRun & {
      readonly type: 'loading';
      /** What is loading, in words. */
      readonly what: string;
      /** From 0 to 1; null while it cannot be told. */
      readonly fraction: number | null;
    })
  /** How much of an evaluation under way is done, from 0 to 1; null when it is over. */
  | (OfRun & { readonly type: 'evaluating'; readonly fraction: number | null })
  | (OfRun & {
      readonly type: 'ready';
      readonly environment: Environment;
      readonly network: NetworkInfo;
      readonly data: DataInfo;
    })
  | (OfRun & {
      readonly type: 'rows';
      readonly arm: number;
      readonly step: number;
      readonly chunks: readonly TableChunk[];
    })
  | (OfRun & { readonly type: 'windows'; readonly arm: number; readonly rows: readonly WindowRow[] })
  | (OfRun & {
      readonly type: 'changed';
      readonly step: number;
      readonly key: EventKey;
      readonly value: number;
    })
  /** The observed labels became others, by a command or by the schedule; what holds from `step` on, of each variant. */
  | (OfRun & LabelFacts & { readonly type: 'labels'; readonly step: number })
  /** Sent once, after `ready`. */
  | (OfRun & ExampleImages & { readonly type: 'examples' })
  /** Of the same examples, after each evaluation and change of labels. */
  | (OfRun & ExamplePredictions & { readonly type: 'predictions'; readonly arm: number })
  /** After each probe that compares single examples. */
  | (OfRun & ExampleRanking & { readonly type: 'ranking'; readonly arm: number })
  | (OfRun & { readonly type: 'failed'; readonly failure: Failure })
  /** The run goes on from a checkpoint, or from its beginning where none could be used. */
  | (OfRun & RestorePoint & { readonly type: 'restored' })
  /** A checkpoint waits for `kept`: all rows before its step have been posted. */
  | (OfRun & { readonly type: 'saving'; readonly step: number })
  /** A checkpoint is in the browser's storage. */
  | (OfRun & { readonly type: 'saved'; readonly step: number })
  /** Each arm's trained tensors and running statistics; null where the trainer has none that can be read. */
  | (OfRun & { readonly type: 'weights'; readonly arms: readonly (readonly NamedTensor[])[] | null })
  /** The inspection's own answer; null where the trainer can give none. */
  | (OfRun & {
      readonly type: 'inspected';
      readonly ask: number;
      readonly of: InspectionName;
      readonly answer: unknown;
    })
  /** Something went wrong that does not stop the run. */
  | (OfRun & { readonly type: 'notice'; readonly message: string })
  /** For tests and the curious: what the engine holds at this moment. */
  | (OfRun & { readonly type: 'memory'; readonly tensors: number; readonly bytes: number })
  /** Sent every second while a run loads or trains: silence means that the trainer hangs. */
  | { readonly type: 'alive' }
  /** The trainer holds the Web Lock that it was named after, and will as long as it lives. */
  | { readonly type: 'locked' }
  /** How far the storing of given files is; `fraction` as in `loading`. */
  | { readonly type: 'data-progress'; readonly what: string; readonly fraction: number | null }
  /** The images of the user's own in this browser; null where there are none. */
  | { readonly type: 'own-data'; readonly data: OwnData | null }
  | { readonly type: 'data-held'; readonly of: DataSet; readonly held: boolean }
  | { readonly type: 'data-stored'; readonly summary: string }
  | { readonly type: 'data-refused'; readonly message: string };

export type RunEvent = Extract<TrainerEvent, OfRun>;
/** A RunEvent before the session stamps its run id on it. */
export type Unstamped<E> = E extends OfRun ? Omit<E, 'run'> : never;
