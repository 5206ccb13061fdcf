/** An observable, one definition and one line in the list, is measured, stored, exported, charted and explained. */
import { ready, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, it, vi } from 'vitest';
import { LAYER_QUANTITIES } from '../src/charts/layer-quantities.ts';
import { csvParts } from '../src/export/csv.ts';
import { runFileOf, runFileParts } from '../src/export/run-file.ts';
import { eventRecords } from '../src/export/tensorboard.ts';
import { observablesPage } from '../src/shared/glossary/observables-page.ts';
import type * as observables from '../src/shared/observables/index.ts';
import { parseRunFile } from '../src/shared/run/run-file-parse.ts';
import type { RunRecord } from '../src/shared/run/run-file.ts';
import { chunkSchema } from '../src/shared/run/record-schemas.ts';
import { parseAddress } from '../src/shared/run/run-url.ts';
import { measure } from '../src/shared/sweep/metric.ts';
import { parseSweep } from '../src/shared/sweep/sweep-file.ts';
import { TABLE_COLUMNS } from '../src/shared/run/tables.ts';
import { RunStore } from '../src/state/run-store.ts';
import * as v from 'valibot';
import { Driver } from './testing/driver.ts';

vi.mock('../src/shared/observables/index.ts', async (original) => {
  const { OBSERVABLES } = await original<typeof observables>();
  const { pull, zeros } = await import('./testing/added-observables.ts');
  return {
    OBSERVABLES: {
      ...OBSERVABLES,
      layerSteps: [...OBSERVABLES.layerSteps, pull],
      evaluations: [...OBSERVABLES.evaluations, zeros],
    },
  };
});

type Columns = Readonly<Record<string, readonly (number | null)[]>>;

let run: RunRecord;
beforeAll(async () => {
  await setBackend('cpu');
  await ready();
  const { address } = parseAddress('data=synthetic&n=60&size=14&width=9&batch=20&steps=4&probe=2');
  const store = new RunStore(address, []);
  const driver = new Driver(undefined, (event) => {
    if ('run' in event && event.type !== 'notice') store.receive(event);
  });
  driver.handle({ type: 'start', run: 'r', params: store.params, events: [], once: false });
  await driver.reached('done');
  const file = runFileOf(store);
  const read = parseRunFile(file ? [...runFileParts(file)].join('') : '');
  if (!read.ok || 'arms' in read.file) throw new Error('no run');
  run = read.file;
});

it('is measured and in the run file, CSV and TensorBoard', () => {
  const { gradientNorm = [], weightNorm = [], pull = [] } = (run.layerSteps.dense1 ?? {}) as Columns;
  expect(pull).toHaveLength(4);
  pull.forEach((value, i) => {
    expect(value).toBeCloseTo((gradientNorm[i] ?? NaN) / (weightNorm[i] ?? NaN), 12);
  });
  const { zeros = [] } = run.evaluations as unknown as Columns;
  expect(zeros).toHaveLength(run.evaluations.step.length);
  const [head] = [...csvParts(run)].join('').split('\r\n');
  expect(head?.split(',')).toEqual(expect.arrayContaining(['zeros', 'pull.dense1']));
  const events = [...eventRecords(run, 0)].map((bytes) => new TextDecoder().decode(bytes)).join('');
  expect(events).toContain('pull/dense1');
});

it('is charted for each layer, explained, and a metric of sweeps', () => {
  expect(LAYER_QUANTITIES.map(({ title }) => title)).toContain('Pull');
  expect(observablesPage()).toContain('### Pull\n\nThe gradient over the weights.');
  const metric = { quantity: 'pull', layer: 'dense1' };
  const sweep = parseSweep(JSON.stringify({ base: '?n=60&batch=20', axes: {}, seeds: [1], metric }));
  expect(sweep.ok && measure(run, sweep.sweep.metric)).toBe((run.layerSteps.dense1 as Columns).pull?.at(-1));
});

it('is not defined in files and stored rows that lack it', () => {
  const { zeros, ...older } = run.evaluations as unknown as Columns;
  expect(zeros).toBeDefined();
  expect(parseRunFile(JSON.stringify({ ...run, evaluations: older })).ok).toBe(true);
  const columns = TABLE_COLUMNS.evaluations.length;
  const values = Float64Array.from({ length: columns - 1 }, (_, i) => i);
  const chunk = v.parse(chunkSchema, { family: 'evaluations', layer: null, rows: 1, values });
  expect([...chunk.values]).toEqual([...values, NaN]);
});
