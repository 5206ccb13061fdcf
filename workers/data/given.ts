/** Hands the files that a user gave to the data set they belong to. */
import type { GivenFile, GivenSet } from '../../src/shared/own-data.ts';
import { storeCifar10 } from './cifar10-store.ts';
import { storeOwn } from './own/own-store.ts';
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
