/** The names that a user may have meant by a wrong one. */

const MOST = 4;

/** At most four of the names, nearest first: those that contain the wrong name, or differ in at most half of its letters. */
export function nearestNames(wrong: string, names: readonly string[]): string[] {
  const asked = wrong.toLowerCase();
  const rank = (name: string): number => {
    const own = name.toLowerCase();
    return asked.length > 2 && (own.includes(asked) || asked.includes(own)) ? 0 : distance(asked, own);
  };
  return names
    .map((name) => ({ name, far: rank(name) }))
    .filter(({ far }) => far <= asked.length / 2)
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** Levenshtein distance: the fewest letters to insert, delete or replace. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
