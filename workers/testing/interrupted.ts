/** A short run that is saved and restored half way, for tests of what one more entry of a kind does. */
import type { ResolvedParams } from '../../src/shared/run/run-params.ts';
import { loadData } from '../data/origins/load.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../training/checkpoint-format.ts';
import { withoutPause } from '../training/parts.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { Run } from '../training/run.ts';

const HALF = 4;
const STEPS = 8;

type Weights = readonly (readonly number[])[];

/** The weights after 8 steps on the backend in use: of the whole run, and of one that was restored after 4. */
export async function interruptedRun(
  params: ResolvedParams,
): Promise<{ readonly whole: Weights; readonly resumed: Weights }> {
  const data = await loadData(params, () => undefined);
  const begin = (): Run => new Run([{ params, events: [], opposite: false }], data, new ReadbackQueue());
  const first = begin();
  await trainTo(first, HALF);
  const saved = encodeCheckpoint(await first.save());
  await trainTo(first, STEPS);
  const second = begin();
  second.restore(decodeCheckpoint(saved));
  await trainTo(second, STEPS);
  const [whole = [], resumed = []] = await Promise.all([first, second].map(weightsOf));
  for (const run of [first, second]) run.dispose();
  return { whole, resumed };
}

async function trainTo(run: Run, step: number): Promise<void> {
  while (run.step < step) {
    withoutPause(run.observe(false));
    withoutPause(run.train(0));
  }
  await run.queue.flush();
}

async function weightsOf(run: Run): Promise<Weights> {
  return ((await run.variants[0]?.weights()) ?? []).map(({ values }) => [...values]);
}
