import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parseRunFile } from '../shared/run/run-file-parse.ts';
import { variantsOf } from '../shared/run/run-file.ts';
import { DEFAULT_PARAMS } from '../shared/run/run-params.ts';
import { TABLE_COLUMNS } from '../shared/run/tables.ts';
import { RunStore } from '../state/run-store.ts';
import { runFileBlob, runFileOf, runFileParts } from './run-file.ts';
import { fixtureStore } from './testing/run-fixture.ts';

const schema: unknown = JSON.parse(await readFile('docs/run-file.schema.json', 'utf8'));
const validate = new Ajv2020({ strict: false }).compile(schema as object);

const required = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('missing');
  return value;
};
const single = (): ReturnType<typeof variantsOf>[number] =>
  required(variantsOf(required(runFileOf(fixtureStore())))[0]);

describe('run file of a store', () => {
  it('is undefined before anything can be measured', () => {
    const store = new RunStore({ preset: null, params: DEFAULT_PARAMS, events: [], start: false }, []);
    expect(runFileOf(store)).toBeUndefined();
  });

  it('copies every number and writes null for what is not finite', () => {
    const run = single();
    expect(run.steps).toEqual({
      step: [1, 2, 3],
      loss: [2.3 - 0.1, 2.3 - 0.2, 2.3 - 0.3],
      accuracy: [0.1, 0.2, 0.3],
      seconds: [0.01, 0.02, 0.03],
    });
    expect(run.layerSteps.dense1).toEqual({
      step: [1, 2, 3],
      gradientNorm: [0.1, 0.2, 1 / 3],
      weightNorm: [1, 1.1, 1.2],
      updateRatio: [0.01, 0.02, null],
      successiveCosine: [null, 0.5, -0.5],
    });
    expect(run.evaluations.corruptedTrue).toEqual([null, 0]);
    expect(run.evaluations.trainLoss).toEqual([2.31, 0.05]);
    expect(run.stiffness?.dense1).toEqual({ step: [0], stiffnessWithin: [0.5], stiffnessBetween: [null] });
    expect(run.paths?.dense2).toEqual({ step: [2], tpm: [0.8] });
    expect(run.windows[1]).toMatchObject({ layer: 'dense2', tpm: null, weightNormStart: 2.5, weightNormStop: null });
    expect(run.params).toMatchObject({ width: '512-512', norm: 'none', windows: '0-1,1-2,2-3', twin: false, n: 40 });
    expect(run.outcome).toBe('done');
  });

  it('has every column that the trainer measures', () => {
    const run = single();
    const columns = (group: object | undefined): string[] => Object.keys(group ?? {}).filter((key) => key !== 'exact');
    const held = {
      steps: columns(run.steps),
      evaluations: columns(run.evaluations),
      layerSteps: columns(run.layerSteps.dense1),
      probes: columns(run.probes.dense1),
      stiffness: columns(run.stiffness?.dense1),
      paths: columns(run.paths?.dense1),
    };
    for (const family of ['steps', 'evaluations', 'layerSteps', 'probes', 'stiffness', 'paths'] as const) {
      expect(held[family].sort()).toEqual([...TABLE_COLUMNS[family]].sort());
    }
  });

  it('marks a probe exact if it has one gradient per example', () => {
    const run = single();
    expect(run.probes.dense1).toEqual({
      step: [0],
      m: [4],
      coherence: [1.5],
      exact: true,
      signal: [0.25],
      noise: [2],
    });
    expect(run.probes.dense2?.exact).toBe(false);
  });

  it('has two variants for a paired run, true labels first, each with its own shuffle and events', () => {
    const events = [{ step: 2, key: 'shuffle', value: 1 } as const, { step: 2, key: 'lr', value: 0.01 } as const];
    for (const shuffle of [0, 1]) {
      const value = shuffle === 0 ? 1 : 0;
      const own = [{ step: 2, key: 'shuffle', value } as const, { step: 2, key: 'lr', value: 0.01 } as const];
      const file = runFileOf(fixtureStore({ params: { twin: true, shuffle }, events: own }));
      const [first, second] = variantsOf(required(file));
      expect(first?.params.shuffle).toBe(0);
      expect(first?.events).toEqual(events);
      expect(second?.params.shuffle).toBe(1);
      expect(second?.events[0]?.value).toBe(0);
      expect(second?.data?.corruption).toBe(0.9);
      expect(second?.steps.loss[0]).toBe(2.3 - 1 / 10 + 1);
    }
  });

  it('marks a running run as paused, and keeps a failure', () => {
    const store = fixtureStore();
    store.receive({ type: 'state', run: 'test', state: 'training', step: 3, until: 9 });
    expect(runFileOf(store)).toMatchObject({ outcome: 'paused', failure: null });
    const failure = { kind: 'not-finite', message: 'The loss is not a number.', step: 3, layer: 'dense1' } as const;
    store.receive({ type: 'failed', run: 'test', failure });
    expect(runFileOf(store)).toMatchObject({ outcome: 'failed', failure });
  });
});

describe('its text', () => {
  it.each([false, true])('conforms to the JSON Schema and round-trips (twin: %s)', async (twin) => {
    const file = required(runFileOf(fixtureStore({ params: { twin, model: 'inception-small' } })));
    const text = await (await runFileBlob(file)).text();
    expect(text).toBe([...runFileParts(file)].join(''));
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(JSON.parse(text)).toEqual(file);
    expect(parseRunFile(text)).toEqual({ ok: true, file });
  });
});
