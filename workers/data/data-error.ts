/** Thrown when a run's data cannot be had. The message is for the reader of the page: what is wrong, and what to do. */
export class DataError extends Error {
  override readonly name = 'DataError';
}
