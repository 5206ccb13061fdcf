/** Splits long work into parts, so that the page responds while a file of a long run is written. */

const TURN = 25;

/** All parts, in order. Yields to the event loop after every 25 ms of work. */
export async function collect<T>(parts: Iterable<T>): Promise<T[]> {
  const all: T[] = [];
  let began = performance.now();
  for (const part of parts) {
    all.push(part);
    if (performance.now() - began < TURN) continue;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  }
  return all;
}
