/** The session's dependencies. */
import type { DataSet } from '../../src/shared/data-sets/index.ts';
import type { UserFile, OwnData } from '../../src/shared/data-sets/own-data.ts';
import type { TrainerEvent } from '../../src/shared/protocol/protocol.ts';
import type { Backend, ResolvedParams } from '../../src/shared/run/run-params.ts';
import type { Environment } from '../../src/shared/run/run-records.ts';
import type { RunData } from '../data/origins/load.ts';
import type { ReportProgress } from '../data/progress.ts';
import type { CheckpointStore } from '../storage/checkpoint-store.ts';

/** The worker passes the real ones. A test in Node passes its own way to the same data. */
export interface SessionDeps {
  readonly chooseBackend: (wanted: Backend | 'auto') => Promise<Environment>;
  /** Calls back with the driver's words when the device in use is lost; returns a function that stops listening. */
  readonly onDeviceLoss: (listener: (reason: string) => void) => () => void;
  /** Why the device in use is lost, as far as is known without asking it; null while it works. */
  readonly deviceLoss: () => string | null;
  /** The same, after asking the device, which takes time. */
  readonly askedDeviceLoss: () => Promise<string | null>;
  readonly loadData: (params: ResolvedParams, report: ReportProgress, signal: AbortSignal) => Promise<RunData>;
  /** Rejects if the browser denies storage. */
  readonly openCheckpoints: () => Promise<CheckpointStore>;
  /** Resolves to a sentence for the reader of the page. */
  readonly storeData: (into: DataSet, files: readonly UserFile[], report: ReportProgress) => Promise<string>;
  readonly describeOwn: () => Promise<OwnData | null>;
  /** Whether a run of the data set would find its images. */
  readonly holdsData: (of: DataSet) => Promise<boolean>;
  readonly post: (event: TrainerEvent, transfer: Transferable[]) => void;
}
