/** Whether two lists hold the same items in the same order: what a component draws has not changed. */
export const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);
