/** One way in which a data set's bytes come to the trainer. */
import type { DataPart, DataSetDefinition, DataSetOf } from '../../../src/shared/data-sets/data-set.ts';
import type { GivenFile, DataSource } from '../../../src/shared/data-sets/own-data.ts';
import type { Images } from '../../../src/shared/util/images.ts';
import type { HeldOwn } from '../own/own-store.ts';
import type { ReportProgress } from '../progress.ts';
import type { RecordSet, RecordStore } from '../record-store.ts';

/** Delivers a part's uncompressed bytes, and says meanwhile which fraction has arrived. Throws DataError. */
export type PartReader = (
  dataSet: DataSetOf<'bundled'>,
  part: DataPart,
  onFraction: (fraction: number) => void,
  signal?: AbortSignal,
) => Promise<Uint8Array>;

/** Where bytes come from; tests in Node bring their own. */
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
  /** Training examples that the run takes. */
  readonly n: number;
  readonly report: ReportProgress;
  readonly signal: AbortSignal | undefined;
  readonly sources: Partial<DataSources>;
}

export interface WholeSet {
  /** Training examples there are. */
  readonly count: number;
  /** Those of them with these numbers, in this order: of each the square of `edge` pixels in its middle. */
  readonly draw: (indices: Uint32Array, edge: number) => Images | Promise<Images>;
  /** All test images, cut alike. */
  readonly test: (edge: number) => Images | Promise<Images>;
  readonly classNames: readonly string[];
  /** Of the user's own images. */
  readonly source?: DataSource;
}

type OriginKind = DataSetDefinition['origin']['kind'];

export interface OriginReader<Kind extends OriginKind = OriginKind> {
  /** Throws DataError; an abort is thrown as it comes. */
  open(dataSet: DataSetOf<Kind>, request: OpenRequest): Promise<WholeSet>;
  /** Keeps files that a user gave; resolves to a sentence for the reader of the page. Rejects with DataError. */
  store?(dataSet: DataSetOf<Kind>, files: readonly GivenFile[], report: ReportProgress): Promise<string>;
  /** Whether a run of the data set would find its images. */
  holds?(dataSet: DataSetOf<Kind>): Promise<boolean>;
}
