/** Messages of page and trainer about storage that fails. */
import { msg, str } from './texts.ts';

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** Whether a newer release wrote the database, and may have changed its format. */
export const isOfNewerRelease = (error: unknown): boolean => nameOf(error) === 'VersionError';

/** Message about a run that can't be saved. */
export function storageTrouble(error: unknown): string {
  if (isOfNewerRelease(error)) {
    return msg(
      'The runs kept in this browser were written by a newer release of the lab. The run continues, but a reload loses it: export what you want to keep, then reload the page.',
    );
  }
  const full = nameOf(error) === 'QuotaExceededError';
  const why = full ? msg('The browser’s storage is full') : msg('The browser’s storage cannot be used');
  return msg(str`${why}. The run continues, but a reload loses what is not kept yet: export what you want to keep.`);
}

/** Message about saved runs that can't be read. */
export function readingTrouble(error: unknown): string {
  return isOfNewerRelease(error)
    ? msg(
        'The runs kept in this browser were written by a newer release of the lab, and none was changed. Reload the page to get that release.',
      )
    : msg(
        'The browser’s storage cannot be read, so no kept run can resume. What is kept was not changed: reload the page to try again.',
      );
}
