/** Computes many parts on all available threads, several times; posts the thread count and the values. */
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
