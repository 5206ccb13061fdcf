/** The interface of an origin: how a data set's bytes reach the trainer. */
import type { DataPart, DataSetDefinition, DataSetOf } from '../../../src/shared/data-sets/data-set.ts';
import type { UserFile, DataSource } from '../../../src/shared/data-sets/own-data.ts';
import type { Images } from '../../../src/shared/util/images.ts';
import type { HeldOwn } from '../own/own-store.ts';
import type { ReportProgress } from '../progress.ts';
import type { RecordSet, RecordStore } from '../record-store.ts';

/** Delivers a part's uncompressed bytes and reports progress. Throws DataError. */
export type PartReader = (
  dataSet: DataSetOf<'bundled'>,
  part: DataPart,
  onFraction: (fraction: number) => void,
  signal?: AbortSignal,
) => Promise<Uint8Array>;

/** The source of bytes; tests in Node bring their own. */
export interface DataSources {
  readonly bundled: PartReader;
  readonly records: (
    dataSet: DataSetOf<'records'>,
    report: ReportProgress,
    signal?: AbortSignal,
  ) => Promise<RecordSet<string>>;
  readonly idx: (dataSet: DataSetOf<'idx'>) => Promise<RecordStore<string>>;
  readonly own: () => Promise<HeldOwn>;
}

interface OpenRequest {
  readonly seed: number;
  /** Number of training examples that the run takes. */
  readonly n: number;
  readonly report: ReportProgress;
  readonly signal: AbortSignal | undefined;
  readonly sources: Partial<DataSources>;
}

export interface WholeSet {
  /** Number of training examples in the data set. */
  readonly count: number;
  /** The training examples with these indices, in this order, each cropped to the central square of `edge` pixels. */
  readonly draw: (indices: Uint32Array, edge: number) => Images | Promise<Images>;
  /** All test images, cropped likewise. */
  readonly test: (edge: number) => Images | Promise<Images>;
  readonly classNames: readonly string[];
  /** Set for the user's own images. */
  readonly source?: DataSource;
}

type OriginKind = DataSetDefinition['origin']['kind'];

export interface OriginReader<Kind extends OriginKind = OriginKind> {
  /** Throws DataError, or the abort's reason. */
  open(dataSet: DataSetOf<Kind>, request: OpenRequest): Promise<WholeSet>;
  /** Stores files from the user; resolves to a sentence for the reader of the page. Rejects with DataError. */
  store?(dataSet: DataSetOf<Kind>, files: readonly UserFile[], report: ReportProgress): Promise<string>;
  /** Whether a run of the data set would find its images. */
  holds?(dataSet: DataSetOf<Kind>): Promise<boolean>;
}
