/** Errors of data files, as sentences. */
import { quote } from '../../src/shared/util/issues.ts';

/** Thrown when a run's data cannot be had. The message is for the reader of the page: what is wrong, and what to do. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/** Throws the DataError “file” + `why`, a predicate with its remedy. */
export function refuse(file: string, why: string): never {
  throw new DataError(`${quote(file)} ${why}`);
}
