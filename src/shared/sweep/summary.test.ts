import { describe, expect, it } from 'vitest';
import { fileParams } from '../run/run-file-params.ts';
import type { RunRecord } from '../run/run-file.ts';
import { resolveParams } from '../run/run-params.ts';
import { parseAddress } from '../run/run-url.ts';
import { axesOf, folderRun, valuesAlong } from './folder-runs.ts';
import { epochLosses, measure, type Metric } from './metric.ts';
import { spread, summarize, summaryCsv } from './summary.ts';

/** A run of four steps in epochs of two, with three evaluations. */
function record(query: string, changes: Partial<RunRecord> = {}): RunRecord {
  const { params, events } = parseAddress(`n=20&batch=10&${query}`).address;
  return {
    format: 'shuffle-lab-run',
    version: 1,
    params: fileParams(resolveParams(params)),
    events,
    environment: { backend: 'cpu', adapter: 'JavaScript', software: true, release: '0.1.0' },
    layers: [{ name: 'dense1', shape: [2, 2], parameters: 4 }],
    steps: { step: [0, 1, 2, 3], loss: [3, 1, 0.5, 0.1], accuracy: [0, 0, 0, 0] },
    layerSteps: {
      dense1: {
        step: [3, 4],
        gradientNorm: [1, 1],
        weightNorm: [7, 8],
        updateRatio: [1, 1],
        successiveCosine: [1, 1],
      },
    },
    probes: {},
    evaluations: {
      step: [0, 2, 4],
      trainAccuracy: [0.1, 0.5, 0.9],
      trueLabelAccuracy: [0.1, 0.5, 0.8],
      corruptedGiven: [null, null, null],
      corruptedTrue: [0, 0, 0],
      testAccuracy: [0.1, 0.4, 0.6],
      testLoss: [2, 1, 0.9],
      trainLoss: [2, 0.4, 0.2],
    },
    windows: [0, 2].map((start) => ({
      start,
      stop: start + 2,
      segments: 2,
      layer: 'dense1',
      tpm: 0.25 + start,
      weightNormStart: 1,
      weightNormStop: 1,
      decayAlignment: null,
    })),
    outcome: 'done',
    failure: null,
    ...changes,
  };
}

describe('a metric', () => {
  it.each<[Metric, number]>([
    [{ quantity: 'timeToFit', epsilon: 0.4 }, 2],
    [{ quantity: 'timeToFit', epsilon: 0.1 }, NaN],
    [{ quantity: 'timeToFit', epsilon: 0.3, by: 'epoch' }, 4],
    [{ quantity: 'timeToFit', epsilon: 2, by: 'epoch' }, 2],
    [{ quantity: 'testAccuracy' }, 0.6],
    [{ quantity: 'corruptedGiven' }, NaN],
    [{ quantity: 'tpm', layer: 'dense1' }, 2.25],
    [{ quantity: 'weightNorm', layer: 'dense1' }, 8],
    [{ quantity: 'weightNorm', layer: 'dense9' }, NaN],
  ])('%j is %d', (metric, value) => {
    expect(measure(record(''), metric)).toBe(value);
    const lean = folderRun('a', record('')).file;
    expect(measure(lean, metric)).toBe(value);
  });

  it('reads the gap of the last evaluation', () => {
    expect(measure(record(''), { quantity: 'generalizationGap' })).toBeCloseTo(0.3, 12);
  });

  it('reads the variant it names', () => {
    const shuffled = record('shuffle=1', { evaluations: { ...record('').evaluations, testAccuracy: [0, 0, 0.2] } });
    const twin = { format: 'shuffle-lab-run', version: 1, arms: [record(''), shuffled] } as const;
    expect(measure(twin, { quantity: 'testAccuracy' })).toBe(0.6);
    expect(measure(twin, { quantity: 'testAccuracy', arm: 'shuffled' })).toBe(0.2);
  });

  it('averages whole epochs only', () => {
    const run = record('');
    const steps = { ...run.steps, loss: [3, 1, 0.5], step: [0, 1, 2], accuracy: [0, 0, 0] };
    expect(epochLosses({ ...run, steps })).toEqual({ steps: [2], losses: [2] });
  });
});

describe('a summary', () => {
  const fitting = (loss: number): Partial<RunRecord> => ({
    evaluations: { ...record('').evaluations, trainLoss: [2, 1, loss] },
  });
  const runs = [
    folderRun('a', record('shuffle=1&seed=2', fitting(0.4))),
    folderRun('b', record('shuffle=1&seed=1', fitting(0.2))),
    folderRun('c', record('shuffle=0.5&seed=1', { outcome: 'failed' })),
    folderRun('d', record('shuffle=0.5&seed=2&width=512-512', fitting(0.6))),
  ];
  const summary = summarize(runs, { quantity: 'trainLoss' });

  it('finds the settings that differ, without the seed and the lab’s own choices', () => {
    expect(summary.axes).toEqual([{ key: 'shuffle', values: ['0.5', '1'] }]);
    const models = [folderRun('a', record('model=cnn')), folderRun('b', record('decay=0.1'))];
    expect(axesOf(models, ['decay', 'n'])).toEqual(['decay', 'model']);
    expect(valuesAlong(runs, 'shuffle')).toEqual(['0.5', '1']);
  });

  it('has mean, minimum and maximum over the seeds of finished runs', () => {
    const [half, whole] = summary.cells;
    expect(half).toMatchObject({ values: ['0.5'], defined: 1, mean: 0.6, min: 0.6, max: 0.6 });
    expect(half?.runs.map(({ seed }) => seed)).toEqual([1, 2]);
    expect(whole?.mean).toBeCloseTo(0.3, 12);
    expect(whole).toMatchObject({ defined: 2, min: 0.2, max: 0.4 });
  });

  it('has the sample deviation and Student’s 95% interval; neither is defined for a single run', () => {
    const [half, whole] = summary.cells;
    if (!half || !whole) throw new Error('no cells');
    expect(spread(half)).toEqual({ sd: NaN, ci: NaN });
    // For 0.2 and 0.4: sd = 0.2/√2, ci = 12.706 · sd/√2.
    expect(spread(whole).sd).toBeCloseTo(0.2 / Math.SQRT2, 12);
    expect(spread(whole).ci).toBeCloseTo(1.2706, 12);
  });

  it('is written as CSV', () => {
    expect(summaryCsv(summary).split('\r\n')).toEqual([
      'shuffle,metric,runs,defined,mean,min,max,by seed',
      '0.5,Training loss at the end (nats),2,1,0.6,0.6,0.6,1: 2:0.6',
      expect.stringMatching(/^1,Training loss at the end \(nats\),2,2,0\.30*\d*,0\.2,0\.4,1:0\.2 2:0\.4$/),
      '',
    ]);
  });

  it('has the address that replays each run', () => {
    expect(runs[0]?.query).toBe('n=20&batch=10&seed=2&shuffle=1');
  });
});
