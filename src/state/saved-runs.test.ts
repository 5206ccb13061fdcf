/**
 * Differences between runs, and run files as saved runs. The list itself is tested in a browser, which has the storage.
 */
import { describe, expect, it } from 'vitest';
import { fileParams } from '../shared/run/run-file-params.ts';
import type { RunRecord } from '../shared/run/run-file.ts';
import { DEFAULT_PARAMS, resolveParams } from '../shared/run/run-params.ts';
import { importedRun } from './imported-run.ts';
import { runDifferences } from './run-differences.ts';
import { freeName } from './saved-runs.ts';
import { HistoryReader, readSavedRun } from './saved-run.ts';

const params = resolveParams({ ...DEFAULT_PARAMS, n: 200, batch: 20, steps: 40, width: [8] });

describe('differences between runs', () => {
  it('are exactly the settings that differ', () => {
    const events = [{ step: 10, key: 'shuffle', value: 1 }] as const;
    const runs = [
      { params, events: [] },
      { params: { ...params, lr: 0.1, seed: 2 }, events: [...events] },
      { params: { ...params, lr: 0.1 }, events: [] },
    ];
    const found = runDifferences(runs).map(({ key, texts }) => [key, texts]);
    expect(found).toEqual([
      ['lr', ['0.05', '0.1', '0.1']],
      ['seed', ['1', '2', '1']],
      ['events', ['', '10:shuffle=1', '']],
    ]);
    expect(runDifferences(runs.slice(0, 1))).toEqual([]);
  });
});

it('a name in use gets the first free number', () => {
  expect(freeName('a', new Set(['b', null]))).toBe('a');
  expect(freeName('a', new Set(['a', 'a (2)']))).toBe('a (3)');
});

const record: RunRecord = {
  format: 'shuffle-lab-run',
  version: 1,
  params: fileParams(params),
  events: [{ step: 1, key: 'lr', value: 0.1 }],
  environment: { backend: 'wasm', adapter: 'a', software: false, release: '0.1.0' },
  layers: [{ name: 'dense1', shape: [784, 8], parameters: 6272 }],
  steps: { step: [0, 1], loss: [2.3, 2.1], accuracy: [0.1, null] },
  layerSteps: {
    dense1: {
      step: [0, 1],
      gradientNorm: [1, 2],
      weightNorm: [3, 4],
      updateRatio: [5, 6],
      successiveCosine: [null, 7],
    },
  },
  probes: {},
  evaluations: {
    step: [0],
    trainAccuracy: [0.5],
    trueLabelAccuracy: [0.5],
    corruptedGiven: [null],
    corruptedTrue: [null],
    testAccuracy: [0.25],
    testLoss: [2],
  },
  windows: [],
  outcome: 'done',
  failure: null,
};

describe('a run file', () => {
  it('becomes a saved run with every number in its column', () => {
    const { run, entries } = importedRun(record, 'id', 5, 'given');
    const read = readSavedRun(structuredClone(run));
    expect(read.ok).toBe(true);
    expect(run).toMatchObject({
      name: 'given',
      step: 2,
      until: 40,
      state: 'done',
      closed: true,
      params,
      events: record.events,
    });
    const reader = new HistoryReader(run);
    for (const entry of entries) expect(reader.add(structuredClone(entry))).toBe(true);
    const [variant] = reader.finish().variants;
    expect([...(variant?.steps.column('accuracy') ?? [])]).toEqual([0.1, NaN]);
    expect(variant?.steps.column('seconds').every(Number.isNaN)).toBe(true);
    expect([...(variant?.layer('dense1', 'layerSteps').column('successiveCosine') ?? [])]).toEqual([NaN, 7]);
    expect(variant?.evaluations.last('testAccuracy')).toBe(0.25);
    expect(variant?.evaluations.last('cleanAccuracy')).toBeNaN();
  });

  it('of a paired run becomes one run with two variants', () => {
    const twin = { format: 'shuffle-lab-run', version: 1, arms: [record, record] } as const;
    const { run, entries } = importedRun(twin, 'id', 5, null);
    const reader = new HistoryReader(run);
    for (const entry of entries) reader.add(entry);
    expect(reader.finish().variants.map(({ steps }) => steps.length)).toEqual([2, 2]);
  });
});
