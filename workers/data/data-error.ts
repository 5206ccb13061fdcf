/** Errors in data files, as sentences for the user. */
import { quote } from '../../src/shared/util/issues.ts';

/**
 * Thrown when a run's data are unavailable. The message is for the reader of the page: what is wrong, and what to do.
 */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/** Throws DataError with the sentence “file” + `why`, where `why` is a predicate with its remedy. */
export function refuse(file: string, why: string): never {
  throw new DataError(`${quote(file)} ${why}`);
}
