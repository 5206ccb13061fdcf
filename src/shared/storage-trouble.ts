/** What page and trainer alike say when the browser keeps nothing: told once, since it is one sentence. */
export function storageTrouble(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'VersionError') {
    return 'The runs kept in this browser were written by a newer release of the lab. The run goes on, but a reload loses it: export what you want to keep, then reload the page.';
  }
  const why = name === 'QuotaExceededError' ? 'The browser’s storage is full' : 'The browser’s storage cannot be used';
  return `${why}. The run goes on, but a reload loses what is not kept yet: export what you want to keep.`;
}
