import '@tensorflow/tfjs-backend-cpu';
import { engine, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams } from '../../src/shared/run/run-params.ts';
import { takeImages } from '../data/image-set.ts';
import { loadData } from '../data/origins/load.ts';
import { evaluate } from '../training/evaluate.ts';
import { withoutPause } from '../training/parts.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { Run, type RunCheckpoint } from '../training/run.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../training/checkpoint-format.ts';
import { ExampleHistory } from './example-history.ts';

const first = (length: number): Uint32Array => Uint32Array.from({ length }, (_, i) => i);
const look = (classes: readonly number[], examples = first(classes.length)) => ({
  examples,
  classes: Uint8Array.from(classes),
  losses: new Float32Array(classes.length),
  margins: new Float32Array(classes.length),
});
const none = look([]);

describe('the history of single examples', () => {
  it('counts forgetting events: 0, 1, 0, 1, 1, 0 has 2; never fitted is a class of its own', () => {
    const history = new ExampleHistory(2, 0);
    [0, 1, 0, 1, 1, 0].forEach((fitted, k) => history.add(10 * k, [1, 2], look([fitted, 0]), none));
    const { forgotten, firstFitted, fittedSince } = history.columns.train;
    expect([...forgotten]).toEqual([2, 0]);
    expect([...firstFitted]).toEqual([10, NaN]);
    expect([...fittedSince]).toEqual([NaN, NaN]);
  });

  it('finds when each example is fitted, for a memorizer that fits example i at evaluation i', () => {
    const history = new ExampleHistory(5, 0);
    for (let k = 0; k < 5; k++)
      history.add(k, [1, 1, 1, 1, 1], look(Array.from(first(5), (i) => (i <= k ? 1 : 0))), none);
    const { firstFitted, fittedSince, forgotten } = history.columns.train;
    expect([...firstFitted]).toEqual([0, 1, 2, 3, 4]);
    expect(fittedSince).toEqual(firstFitted);
    expect([...forgotten]).toEqual([0, 0, 0, 0, 0]);
  });

  it('starts again where an observed label changes, and keeps examples that are not evaluated', () => {
    const history = new ExampleHistory(2, 0);
    history.add(0, [1, 1], look([1, 1]), none);
    history.add(5, [1, 1], look([0], Uint32Array.of(1)), none);
    history.add(9, [0, 1], look([0, 0]), none);
    const { firstFitted, fittedSince, forgotten } = history.columns.train;
    expect([...firstFitted]).toEqual([9, 0]);
    expect([...fittedSince]).toEqual([9, NaN]);
    expect([...forgotten]).toEqual([0, 1]);
  });
});

describe('on a real run', () => {
  beforeAll(async () => {
    await setBackend('cpu');
  });

  it('agrees with a full log of predictions, through a change of labels and a checkpoint', async () => {
    const settings = {
      data: 'synthetic',
      n: 60,
      size: 14,
      width: [12],
      batch: 15,
      steps: 200,
      probe: 0,
      lr: 0.4,
    } as const;
    const params = resolveParams({ ...DEFAULT_PARAMS, ...settings, width: [12], shuffle: 0.5 });
    const events = [{ step: 100, key: 'shuffle', value: 0 } as const];
    const whole = await loadData(params, () => undefined);
    // Few test images, so that evaluations are cheap and the run makes many.
    const data = { ...whole, test: { ...takeImages(whole.test, first(10)), scaling: whole.test.scaling } };
    const queue = new ReadbackQueue();
    const begin = (): Run => new Run([{ params, events, opposite: false }], data, queue);
    const before = engine().state.numTensors;
    let run = begin();
    const log: { step: number; observed: number[]; predicted: number[] }[] = [];
    while (run.step <= params.steps) {
      const was = run.point.evaluatedAt;
      withoutPause(run.observe(run.step === params.steps));
      const variant = run.variants[0];
      if (variant && run.point.evaluatedAt !== was) {
        const { network, observed: labels } = variant;
        const of = {
          network,
          set: data.train,
          labels,
          examples: first(60),
          batch: 60,
          queue,
          tell: () => undefined,
        };
        const observed = [...labels];
        withoutPause(evaluate(of, ({ classes }) => log.push({ step: run.step, observed, predicted: [...classes] })));
        await queue.flush();
      }
      if (run.step === 140) {
        const saved: RunCheckpoint = decodeCheckpoint(encodeCheckpoint(await run.save()));
        run.dispose();
        run = begin();
        run.restore(saved);
      }
      withoutPause(run.train(0));
    }
    await queue.flush();
    const columns = run.variants[0]?.history.columns.train;
    run.dispose();
    expect(engine().state.numTensors).toBe(before);
    expect(log.length).toBeGreaterThan(8);
    const expected = Array.from(first(60), (i) => {
      const looks = log.map(({ step, observed, predicted }) => ({
        step,
        label: observed[i],
        fitted: observed[i] === predicted[i],
      }));
      const same = looks.map(({ label }) => label === looks.at(-1)?.label);
      const own = looks.slice(same.lastIndexOf(false) + 1);
      const fits = own.map(({ fitted }) => fitted);
      const events = own.filter(({ fitted }, k) => !fitted && own[k - 1]?.fitted === true).length;
      const since = own[fits.lastIndexOf(false) + 1];
      return [own.find(({ fitted }) => fitted)?.step ?? NaN, since?.step ?? NaN, events];
    });
    expect(expected.some(([, , events = 0]) => events > 0)).toBe(true);
    const made = Array.from(first(60), (i) => [
      columns?.firstFitted[i],
      columns?.fittedSince[i],
      columns?.forgotten[i],
    ]);
    expect(made).toEqual(expected);
  });
});
