/** Stores a data set's user files in place of the stored ones. */
import type { DataPart } from '../../../src/shared/data-sets/data-set.ts';
import { count } from '../data-file.ts';
import { DataError } from '../data-error.ts';
import type { RecordStore, Replacement } from '../record-store.ts';

/** Files that data sets include but the lab does not need, and files of operating systems. */
export const NOT_NEEDED =
  /^\.|^(batches\.meta(\.txt)?|readme\.(html|md)|(fine|coarse)_label_names\.txt|thumbs\.db|desktop\.ini)$/i;

export type Counts = Readonly<Record<DataPart, number>>;

/**
 * Lets `ingest` stage records, and makes them the current set. Returns a sentence for the reader of the page. Throws
 * DataError, and then keeps the set stored before.
 * @param ingest returns the number of images of each part
 */
export async function keepUserFiles(
  title: string,
  store: RecordStore<string>,
  ingest: (replacement: Replacement<string>) => Promise<Counts>,
): Promise<string> {
  try {
    const { train, test } = await replaced(store, ingest);
    const where = store.lasting ? 'kept in this browser' : 'kept until this page closes (the browser denies storage)';
    return `${title}: ${count(train)} training and ${count(test)} test images are ${where}.`;
  } catch (error) {
    const message = error instanceof DataError ? error.message : 'The files could not be stored in this browser.';
    const held = await store.open().catch(() => undefined);
    throw new DataError(held ? `${message} The ${title} images kept before are still here.` : message);
  }
}

async function replaced(
  store: RecordStore<string>,
  ingest: (replacement: Replacement<string>) => Promise<Counts>,
): Promise<Counts> {
  const replacement = await store.replace();
  try {
    const counts = await ingest(replacement);
    await replacement.commit();
    return counts;
  } catch (error) {
    await replacement.discard().catch(() => undefined);
    throw error;
  }
}
