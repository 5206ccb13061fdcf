/** Whether two lists have the same items in the same order, so that nothing needs to be redrawn. */
export const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);
