/** Long work in parts: the page stays usable while a file of a long run is written. */

const TURN = 25;

/** All parts, in order; after every 25 ms of work the page gets a turn. */
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
