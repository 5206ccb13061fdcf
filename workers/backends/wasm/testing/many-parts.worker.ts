/** Computes many parts on as many threads as there are here, several times over; posts the thread count and the values. */
import { startWasm } from '../../wasm-start.ts';
import { manyParts } from './many-parts.ts';

async function compute(): Promise<void> {
  const { threads } = await startWasm();
  const rounds: Record<string, Float32Array>[] = [];
  for (let round = 0; round < 8; round++) rounds.push(await manyParts());
  self.postMessage({ threads, rounds });
}

compute().catch((error: unknown) => {
  self.postMessage({ error: String(error) });
});
