/**
 * Runs the kernels' test suites in a page. The build puts this module in the place of `vitest`, so it has the part of
 * Vitest's interface that the suites use; a matcher that is missing here fails its test by name.
 */
export interface Case {
  /** Names of its groups and its own, from the outside in. */
  readonly name: string;
  readonly run: () => unknown;
}

let cases: Case[] = [];
let path: readonly string[] = [];

/** The tests that `describeSuites` declares, in order. */
export function collect(describeSuites: () => void): readonly Case[] {
  [cases, path] = [[], []];
  describeSuites();
  return cases;
}

type Row = readonly unknown[];
type Body = (...row: unknown[]) => unknown;
type Declare = (name: string, body: Body) => void;

/** `%s`, `%d` and `%i` as text, `%j` as JSON; each takes the next value of the row. */
function named(name: string, row: Row): string {
  let next = 0;
  return name.replaceAll(/%([sdij])/g, (_, kind) => {
    const value = row[next++];
    return kind === 'j' ? JSON.stringify(value) : String(value);
  });
}

function withEach(declare: Declare) {
  const each =
    (rows: readonly unknown[]): Declare =>
    (name, body) => {
      for (const value of rows) {
        const row: Row = Array.isArray(value) ? value : [value];
        declare(named(name, row), () => body(...row));
      }
    };
  return Object.assign(declare, { each });
}

export const describe = withEach((name, body) => {
  const outer = path;
  path = [...outer, name];
  body();
  path = outer;
});

export const it = withEach((name, run) => {
  cases.push({ name: [...path, name].join(' › '), run });
});

export function expect(found: unknown, about = '') {
  const hold = (right: boolean, relation: string, expected: unknown): void => {
    if (right) return;
    throw new Error(`${about}${about && ': '}${JSON.stringify(found)} ${relation} ${JSON.stringify(expected)}`);
  };
  return {
    toBe: (expected: unknown) => hold(Object.is(found, expected), 'is not', expected),
    toEqual: (expected: unknown) => hold(JSON.stringify(found) === JSON.stringify(expected), 'is not', expected),
    toBeLessThan: (limit: number) => hold(Number(found) < limit, 'is not below', limit),
    toBeLessThanOrEqual: (limit: number) => hold(Number(found) <= limit, 'is above', limit),
  };
}
