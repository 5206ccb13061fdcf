/** Where checkpoints lie in the browser's storage: the trainer writes and reads them, the page deletes a discarded run's. */
export const CHECKPOINT_DATABASE = 'shuffle-lab-checkpoints';
/** Keyed by [run, step]. */
export const CHECKPOINT_STORE = 'checkpoints';
export const CHECKPOINT_DATABASE_VERSION = 1;
