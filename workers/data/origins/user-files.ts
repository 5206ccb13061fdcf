/** Passes the user's files to the data set they belong to. */
import { dataSetOf } from '../../../src/shared/data-sets/find.ts';
import type { DataSet } from '../../../src/shared/data-sets/index.ts';
import type { UserFile } from '../../../src/shared/data-sets/own-data.ts';
import { readerOf } from './index.ts';
import type { ReportProgress } from '../progress.ts';

/** Stores the files; resolves to a sentence for the reader of the page. Rejects with DataError. */
export async function storeUserFiles(
  into: DataSet,
  files: readonly UserFile[],
  report: ReportProgress,
): Promise<string> {
  const dataSet = dataSetOf(into);
  const kept = readerOf(dataSet).store?.(dataSet, files, report);
  if (!kept) throw new Error(`${dataSet.title} takes no files`);
  return kept;
}

/** Whether a run of the data set would find its images. */
export async function holdsData(of: DataSet): Promise<boolean> {
  const dataSet = dataSetOf(of);
  return (await readerOf(dataSet).holds?.(dataSet)) ?? true;
}
