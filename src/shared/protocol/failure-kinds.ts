/** Which failures a fresh trainer can get past; the others would come again, or are the user's to mend. */
import type { FailureKind } from '../run/run-records.ts';

const PASSING: readonly FailureKind[] = ['device-lost', 'out-of-memory', 'worker', 'internal'];

export function canPass(kind: FailureKind): boolean {
  return PASSING.includes(kind);
}
