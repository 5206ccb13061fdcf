/** Hands the files that a user gave to the data set they belong to. */
import type { GivenFile, GivenSet } from '../../src/shared/own-data.ts';
import { holdsCifar10, storeCifar10 } from './cifar10-store.ts';
import { describeOwn, storeOwn } from './own/own-store.ts';
import type { ReportProgress } from './progress.ts';

/** Keeps them; resolves to a sentence for the reader of the page. Rejects with DataError. */
export function storeGiven(into: GivenSet, files: readonly GivenFile[], report: ReportProgress): Promise<string> {
  return into === 'own'
    ? storeOwn(files, report)
    : storeCifar10(
        files.map(({ file }) => file),
        report,
      );
}

/** Whether a run of the data set would find its images. */
export async function holdsData(of: GivenSet): Promise<boolean> {
  return of === 'own' ? (await describeOwn()) !== null : holdsCifar10();
}
