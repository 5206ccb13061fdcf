/** Failures that a fresh trainer can overcome. The others would recur or need the user. */
import type { FailureKind } from '../run/run-records.ts';

const PASSING: readonly FailureKind[] = ['device-lost', 'out-of-memory', 'worker', 'internal'];

export function canPass(kind: FailureKind): boolean {
  return PASSING.includes(kind);
}
