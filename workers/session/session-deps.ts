/** The session's surroundings. */
import type { DataSet } from '../../src/shared/data-sets/index.ts';
import type { GivenFile, OwnData } from '../../src/shared/data-sets/own-data.ts';
import type { TrainerEvent } from '../../src/shared/protocol/protocol.ts';
import type { Backend, ResolvedParams } from '../../src/shared/run/run-params.ts';
import type { Environment } from '../../src/shared/run/run-records.ts';
import type { RunData } from '../data/origins/load.ts';
import type { ReportProgress } from '../data/progress.ts';
import type { CheckpointStore } from '../storage/checkpoint-store.ts';

/** What a session calls on; the worker gives it the real ones, a test in Node its own way to the same data. */
export interface SessionDeps {
  readonly chooseBackend: (wanted: Backend | 'auto') => Promise<Environment>;
  /** Calls back when the device in use is gone, with the driver's words; gives what ends that. */
  readonly onDeviceLoss: (listener: (reason: string) => void) => () => void;
  /** Why the device in use is lost, as far as that is known at once; null while it lives. */
  readonly deviceLoss: () => string | null;
  /** The same when the device has been asked, which takes its time. */
  readonly askedDeviceLoss: () => Promise<string | null>;
  readonly loadData: (params: ResolvedParams, report: ReportProgress, signal: AbortSignal) => Promise<RunData>;
  /** Rejects where the browser denies storage. */
  readonly openCheckpoints: () => Promise<CheckpointStore>;
  /** Resolves to a sentence for the reader of the page. */
  readonly storeData: (into: DataSet, files: readonly GivenFile[], report: ReportProgress) => Promise<string>;
  readonly describeOwn: () => Promise<OwnData | null>;
  /** Whether a run of the data set would find its images. */
  readonly holdsData: (of: DataSet) => Promise<boolean>;
  readonly post: (event: TrainerEvent, transfer: Transferable[]) => void;
}
