/** The messages between page and trainer: two unions, each narrowed by an exhaustive switch on `type`. */
import type { ExampleImages, ExamplePredictions, ExampleRanking } from '../run/example-records.ts';
import type { DataSet } from '../data-sets/index.ts';
import type { InspectionName } from '../inspections/index.ts';
import type { UserFile, OwnData } from '../data-sets/own-data.ts';
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
  /** Loads the data, builds the network and trains `steps` iterations. With `once` it pauses after one iteration. */
  | {
      readonly type: 'start';
      readonly run: string;
      readonly params: ResolvedParams;
      readonly events: readonly ScheduledEvent[];
      readonly once: boolean;
      /** Resumes from the newest valid checkpoint of this run's id. */
      readonly resume?: Resume;
    }
  | { readonly type: 'pause' }
  /** From paused: resumes. From done: trains another `steps` iterations. */
  | { readonly type: 'resume' }
  /** From paused or done: trains one iteration. */
  | { readonly type: 'step' }
  /**
   * Takes effect before the next update, or before the update after it if it would change the labels of a step under
   * evaluation. The immediate answer `changed` has the step from which it holds.
   */
  | { readonly type: 'change'; readonly key: EventKey; readonly value: number }
  /** Saves a checkpoint soon, because the page may be about to close. */
  | { readonly type: 'save' }
  /** Answers `saving`: everything measured before `step` is stored, so its checkpoint can be stored too. */
  | { readonly type: 'kept'; readonly step: number }
  /** Ends the run and frees its memory; its checkpoints stay. The answer is state idle. */
  | { readonly type: 'reset' }
  /** The answer `weights` has the values between two steps. */
  | { readonly type: 'weights' }
  /**
   * The answer `inspected` has the same `ask` and is computed between two steps. `question` is the inspection's question.
   */
  | { readonly type: 'inspect'; readonly ask: number; readonly of: InspectionName; readonly question: unknown }
  /** Stores data files of the user. The answer is `data-stored` or `data-refused`; own images also get `own-data`. */
  | { readonly type: 'store-data'; readonly into: DataSet; readonly files: readonly UserFile[] }
  /** The answer is `own-data`. */
  | { readonly type: 'describe-own' }
  /** Asks whether a run of this data set would find its images. The answer is `data-held`. */
  | { readonly type: 'find-data'; readonly of: DataSet };

/** How a run resumes from a checkpoint. */
interface Resume {
  /** The step at which training stops. */
  readonly until: number;
  /** Checkpoints of later steps are skipped, because the page has only the rows before this step. */
  readonly atMost: number;
  /** Digest of the own images that the run started with. The run can't resume with other images. */
  readonly digest?: string;
  /** Waits in state paused (or done) instead of training. */
  readonly paused: boolean;
}

/** The position of a checkpoint among the measurements: the last of each kind before it. */
export interface RestorePoint {
  /** Completed updates. Rows of this step and later ones are sent again. */
  readonly step: number;
  /** Paths of later steps are sent again; −1 before the first. */
  readonly snapshotAt: number;
  /** Evaluations of later steps are sent again; −1 before the first. */
  readonly evaluatedAt: number;
}

interface OfRun {
  /** The id from `start`. The page ignores events of other runs. */
  readonly run: string;
}

/** Trainer → page. */
export type TrainerEvent =
  | (OfRun & {
      readonly type: 'state';
      readonly state: RunState;
      /** Completed updates. */
      readonly step: number;
      /** The step at which training stops. */
      readonly until: number;
    })
  | (OfRun & {
      readonly type: 'loading';
      /** What is loading, as text. */
      readonly what: string;
      /** From 0 to 1; null if unknown. */
      readonly fraction: number | null;
    })
  /** Progress of the current evaluation, from 0 to 1; null when it ends. */
  | (OfRun & { readonly type: 'evaluating'; readonly fraction: number | null })
  | (OfRun & {
      readonly type: 'ready';
      readonly environment: Environment;
      readonly network: NetworkInfo;
      readonly data: DataInfo;
    })
  | (OfRun & {
      readonly type: 'rows';
      readonly variant: number;
      readonly step: number;
      readonly chunks: readonly TableChunk[];
    })
  | (OfRun & { readonly type: 'windows'; readonly variant: number; readonly rows: readonly WindowRow[] })
  | (OfRun & {
      readonly type: 'changed';
      readonly step: number;
      readonly key: EventKey;
      readonly value: number;
    })
  /** A command or the schedule changed the observed labels. The facts hold from `step` on, for each variant. */
  | (OfRun & LabelFacts & { readonly type: 'labels'; readonly step: number })
  /** Sent once, after `ready`. */
  | (OfRun & ExampleImages & { readonly type: 'examples' })
  /** Predictions for the same examples, sent after each evaluation and each change of labels. */
  | (OfRun & ExamplePredictions & { readonly type: 'predictions'; readonly variant: number })
  /** Sent after each probe that compares single examples. */
  | (OfRun & ExampleRanking & { readonly type: 'ranking'; readonly variant: number })
  | (OfRun & { readonly type: 'failed'; readonly failure: Failure })
  /** The run resumes from a checkpoint, or from step 0 if no checkpoint was usable. */
  | (OfRun & RestorePoint & { readonly type: 'restored' })
  /** A checkpoint waits for `kept`. All rows before its step have been posted. */
  | (OfRun & { readonly type: 'saving'; readonly step: number })
  /** A checkpoint is in the browser's storage. */
  | (OfRun & { readonly type: 'saved'; readonly step: number })
  /** Trained tensors and running statistics of each variant; null if the trainer can't read any. */
  | (OfRun & { readonly type: 'weights'; readonly variants: readonly (readonly NamedTensor[])[] | null })
  /** The inspection's answer; null if the trainer has none. */
  | (OfRun & {
      readonly type: 'inspected';
      readonly ask: number;
      readonly of: InspectionName;
      readonly answer: unknown;
    })
  /** A problem that doesn't stop the run. */
  | (OfRun & { readonly type: 'notice'; readonly message: string })
  /** Memory that the engine holds now, for tests and diagnostics. */
  | (OfRun & { readonly type: 'memory'; readonly tensors: number; readonly bytes: number })
  /** Sent every second while a run loads or trains. If it stops, the trainer hangs. */
  | { readonly type: 'alive' }
  /** The trainer holds the Web Lock of its name for its whole lifetime. */
  | { readonly type: 'locked' }
  /** Progress of storing the user's files; `fraction` as in `loading`. */
  | { readonly type: 'data-progress'; readonly what: string; readonly fraction: number | null }
  /** The user's own images in this browser; null if there are none. */
  | { readonly type: 'own-data'; readonly data: OwnData | null }
  | { readonly type: 'data-held'; readonly of: DataSet; readonly held: boolean }
  | { readonly type: 'data-stored'; readonly summary: string }
  | { readonly type: 'data-refused'; readonly message: string };

export type RunEvent = Extract<TrainerEvent, OfRun>;
/** A RunEvent before the session adds the run id. */
export type Unstamped<E> = E extends OfRun ? Omit<E, 'run'> : never;
