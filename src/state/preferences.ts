/** The visitor's preferences in localStorage. If storage is denied, they last as long as the page. */
const PREFIX = 'shuffle-lab-';
const now = new Map<string, string>();

/** The stored preference; undefined if there is none. */
export function preference(key: string): string | undefined {
  const chosen = now.get(key);
  if (chosen !== undefined) return chosen;
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key: string, value: string): void {
  now.set(key, value);
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Denied or full: the preference holds for this visit.
  }
}
