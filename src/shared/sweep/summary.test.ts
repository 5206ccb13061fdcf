import { describe, expect, it } from 'vitest';
import { fileParams } from '../run/run-file-params.ts';
import type { RunRecord } from '../run/run-file.ts';
import { resolveParams } from '../run/run-params.ts';
import { parseAddress } from '../run/run-url.ts';
import { axesOf, folderRun, valuesAlong, type FolderRun } from './folder-runs.ts';
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
    layerSteps: {},
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
    windows: [],
    outcome: 'done',
    failure: null,
    ...changes,
  };
}

const METRIC = { quantity: 'trainLoss' } as const;
const read = (name: string, file: RunRecord): FolderRun => folderRun(name, file, METRIC);

describe('a summary', () => {
  const fitting = (loss: number): Partial<RunRecord> => ({
    evaluations: { ...record('').evaluations, trainLoss: [2, 1, loss] },
  });
  const runs = [
    read('a', record('shuffle=1&seed=2', fitting(0.4))),
    read('b', record('shuffle=1&seed=1', fitting(0.2))),
    read('c', record('shuffle=0.5&seed=1', { outcome: 'failed' })),
    read('d', record('shuffle=0.5&seed=2&width=512-512', fitting(0.6))),
  ];
  const summary = summarize(runs, METRIC);

  it('finds the settings that differ, without the seed and the lab’s own choices', () => {
    expect(summary.axes).toEqual([{ key: 'shuffle', values: ['0.5', '1'] }]);
    const models = [read('a', record('model=cnn')), read('b', record('decay=0.1'))];
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

  it('has published values beside the means', () => {
    const published = { source: 'a paper', values: new Map([['a', 0.5]]) };
    const compared = summarize(runs, METRIC, [], published);
    expect(compared.cells.map((cell) => cell.published)).toEqual([undefined, 0.5]);
    const [head, half, whole] = summaryCsv(compared).split('\r\n');
    expect(head).toMatch(/,sd,published,mean - published$/);
    expect(half).toMatch(/,,,$/);
    expect(whole).toMatch(/,0\.5,-0\.19999999999999996$/);
  });

  it('is written as CSV', () => {
    expect(summaryCsv(summary).split('\r\n')).toEqual([
      'shuffle,metric,runs,defined,mean,min,max,by seed,sd',
      '0.5,Training loss at the end (nats),2,1,0.6,0.6,0.6,1: 2:0.6,',
      expect.stringMatching(/^1,Training loss at the end \(nats\),2,2,0\.30*\d*,0\.2,0\.4,1:0\.2 2:0\.4,0\.1414\d*$/),
      '',
    ]);
  });

  it('has the address that replays each run', () => {
    expect(runs[0]?.query).toBe('n=20&batch=10&seed=2&shuffle=1');
  });
});
