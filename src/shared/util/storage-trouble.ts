/** What page and trainer alike say where the browser keeps or gives back nothing: told once, since it is one sentence. */

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** Whether the database is of a newer release, which may have changed what is in it. */
export const isOfNewerRelease = (error: unknown): boolean => nameOf(error) === 'VersionError';

/** Of a run that cannot be kept. */
export function storageTrouble(error: unknown): string {
  if (isOfNewerRelease(error)) {
    return 'The runs kept in this browser were written by a newer release of the lab. The run goes on, but a reload loses it: export what you want to keep, then reload the page.';
  }
  const full = nameOf(error) === 'QuotaExceededError';
  const why = full ? 'The browser’s storage is full' : 'The browser’s storage cannot be used';
  return `${why}. The run goes on, but a reload loses what is not kept yet: export what you want to keep.`;
}

/** Of kept runs that cannot be looked at. */
export function readingTrouble(error: unknown): string {
  return isOfNewerRelease(error)
    ? 'The runs kept in this browser were written by a newer release of the lab, and none was changed. Reload the page to get that release.'
    : 'The browser’s storage cannot be read, so that no kept run can go on. What is kept was not changed: reload the page to try again.';
}
