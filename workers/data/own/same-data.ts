/** Whether a resumed run finds the images on which it started. */
import { quote } from '../../../src/shared/util/issues.ts';
import { shortDigest, type DataSource } from '../../../src/shared/data-sets/own-data.ts';
import { DataError } from '../data-error.ts';

/**
 * Throws DataError if other images than those of `digest` are stored. Missing images are reported when they are loaded.
 */
export function sameData(held: DataSource | null, digest: string): void {
  if (!held || held.digest === digest) return;
  throw new DataError(
    `This run was trained on images of your own whose digest begins with ${shortDigest(digest)}; this browser now holds ${quote(held.name)}, ${shortDigest(held.digest)}. What was measured is kept. Give the lab the run’s images again, then reopen the run.`,
  );
}
