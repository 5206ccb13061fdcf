/** The database of checkpoints. The trainer writes and reads them; the page deletes those of a discarded run. */
export const CHECKPOINT_DATABASE = 'shuffle-lab-checkpoints';
/** Keyed by [run, step]. */
export const CHECKPOINT_STORE = 'checkpoints';
export const CHECKPOINT_DATABASE_VERSION = 1;
