/** Measures how many operations a second one thread can compute with the lab's multiply-add on wasm. */
import { fused } from '../../workers/backends/wasm/compiled.ts';

/** Long enough to time, short enough to run without interruption on a busy machine: milliseconds. */
const ROUNDS = 500_000;
const OPERATIONS = ROUNDS * 12 * 4 * 2;
const DURATION_MS = 1000;

interface Roof {
  readonly multiplyAdds: (rounds: number) => number;
}

const scope = self as unknown as DedicatedWorkerGlobalScope;
scope.addEventListener('message', () => {
  void measure().then((perSecond) => {
    scope.postMessage(perSecond);
  });
});

/** Operations a second in the fastest measurement. */
async function measure(): Promise<number> {
  const { default: bytes } = await (fused() ? import('./roof.as.ts?wasm-relaxed') : import('./roof.as.ts?wasm'));
  const env = { memory: new WebAssembly.Memory({ initial: 1 }) };
  const { instance } = await WebAssembly.instantiate(bytes, { env });
  const { multiplyAdds } = instance.exports as unknown as Roof;
  let least = Infinity;
  for (const begun = performance.now(); performance.now() - begun < DURATION_MS;) {
    const from = performance.now();
    multiplyAdds(ROUNDS);
    least = Math.min(least, performance.now() - from);
  }
  return (1000 * OPERATIONS) / least;
}
