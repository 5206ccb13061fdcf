/** Metrics against plain loops over a committed run file, and over small columns written out by hand. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileParams } from '../run/run-file-params.ts';
import { parseRunFile } from '../run/run-file-parse.ts';
import type { RunRecord } from '../run/run-file.ts';
import { DEFAULT_PARAMS, resolveParams } from '../run/run-params.ts';
import { emptyRecord } from '../testing/run-record.ts';
import { folderRun, hasTablesOf } from './folder-runs.ts';
import { epochLosses, measure, metricLabel, QUANTITIES, type At, type Metric } from './metric.ts';
import { OF_LAYERS, OF_RUNS } from './quantities.ts';
import { parseSweep } from './sweep-file.ts';

type Columns = Readonly<Record<string, readonly (number | null)[]>>;
type Tables = Readonly<Record<string, Columns>>;
interface Raw {
  readonly arms: readonly (Readonly<Record<'steps' | 'evaluations', Columns>> &
    Readonly<Record<'layerSteps' | 'probes' | 'paths', Tables>> & {
      readonly windows: readonly Readonly<Record<string, number | string>>[];
    })[];
}

const TEXT = readFileSync('docs/experiments/gt-shuffle-small.run.json', 'utf8');
const parsed = parseRunFile(TEXT);
if (!parsed.ok) throw new Error(parsed.message);
const { file } = parsed;
const raw = JSON.parse(TEXT) as Raw;
const variants = ['true', 'shuffled'] as const;

/** What a metric must be, by a loop over the file's own columns. */
function byLoop(table: Columns | undefined, name: string, at: At): number {
  const steps = table?.step ?? [];
  const column = table?.[name] ?? [];
  let found = NaN;
  let best = NaN;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] ?? NaN;
    const value = column[i] ?? NaN;
    if (at === 'end') found = value;
    else if (typeof at === 'string') {
      const least = at === 'least' || at === 'stepOfLeast';
      if (!Number.isNaN(value) && (Number.isNaN(best) || (least ? value < best : value > best))) {
        best = value;
        found = at.startsWith('stepOf') ? step : value;
      }
    } else if ('step' in at) {
      if (step <= at.step) found = value;
    } else if (Number.isNaN(found)) {
      if ('firstAtMost' in at ? value <= at.firstAtMost : value >= at.firstAtLeast) found = step;
    }
  }
  return found;
}

const WAYS: readonly At[] = [
  'end',
  'least',
  'most',
  'stepOfLeast',
  'stepOfMost',
  { step: 3210 },
  { firstAtMost: 0.3 },
  { firstAtLeast: 0.5 },
];

it.each(['loss', 'accuracy', 'trainLoss', 'testAccuracy', 'corruptedGiven'] as const)(
  '%s is what a loop finds',
  (quantity) => {
    for (const [i, arm] of variants.entries()) {
      const run = raw.arms[i];
      const table = run?.steps[quantity] ? run.steps : run?.evaluations;
      for (const at of WAYS)
        expect([arm, at, measure(file, { quantity, at, arm })]).toEqual([arm, at, byLoop(table, quantity, at)]);
    }
  },
);

it.each([
  ['layerSteps', 'weightNorm'],
  ['layerSteps', 'successiveCosine'],
  ['probes', 'coherence'],
  ['probes', 'noise'],
  ['paths', 'paths.tpm'],
] as const)('each layer’s %s %s is what a loop finds', (family, quantity) => {
  for (const [i, arm] of variants.entries()) {
    for (const [layer, table] of Object.entries(raw.arms[i]?.[family] ?? {})) {
      for (const at of WAYS) {
        const metric = { quantity, layer, at, arm };
        const value = byLoop(table, quantity.replace('paths.', ''), at);
        expect([metric, measure(file, metric)]).toEqual([metric, value]);
        // The compare page keeps only the tables that the metric needs.
        expect(measure(folderRun('a', file, metric).file, metric)).toBe(value);
      }
    }
  }
});

it('a window’s TPM and norms are those of the window that ended last', () => {
  const windows = (raw.arms[1]?.windows ?? []).filter(({ layer }) => layer === 'conv2');
  expect(windows.map(({ stop }) => stop)).toEqual([1600, 3200, 4800, 6400]);
  for (const quantity of ['tpm', 'weightNormStart', 'weightNormStop', 'decayAlignment', 'decayShare'] as const) {
    const of = (at: At): number => measure(file, { quantity, layer: 'conv2', at, arm: 'shuffled' });
    expect(of('end')).toBe(windows[3]?.[quantity]);
    for (const [i, step] of [1600, 3199, 4800, 6399].entries())
      expect(of({ step })).toBe(windows[[0, 0, 2, 2][i] ?? NaN]?.[quantity]);
    expect(of({ step: 1599 })).toBeNaN();
  }
  const [first] = windows;
  const channels = first?.kernelTpm as unknown as readonly number[];
  let sum = 0;
  for (const value of channels) sum += value;
  expect(measure(file, { quantity: 'kernelTpm', layer: 'conv2', at: { step: 1600 }, arm: 'shuffled' })).toBeCloseTo(
    sum / channels.length,
    12,
  );
});

describe('a small run', () => {
  const run: RunRecord = {
    ...emptyRecord(),
    params: fileParams(resolveParams({ ...DEFAULT_PARAMS, n: 20, batch: 10 })),
    steps: { step: [0, 1, 2, 3], loss: [3, 1, 0.5, 0.1], accuracy: [0, 0, 0, 0] },
    evaluations: {
      step: [0, 2, 4],
      trainAccuracy: [0.1, 0.5, 0.875],
      trueLabelAccuracy: [0.1, 0.5, 0.8],
      corruptedGiven: [null, null, null],
      corruptedTrue: [0, 0, 0],
      testAccuracy: [null, 0.75, 0.5],
      testLoss: [2, 1, 0.9],
      trainLoss: [2, 0.4, 0.2],
    },
  };

  it.each<[Metric, number]>([
    [{ quantity: 'timeToFit', epsilon: 0.4 }, 2],
    [{ quantity: 'timeToFit', epsilon: 0.1 }, NaN],
    [{ quantity: 'timeToFit', epsilon: 0.3, by: 'epoch' }, 4],
    [{ quantity: 'timeToFit', epsilon: 2, by: 'epoch' }, 2],
    [{ quantity: 'testAccuracy' }, 0.5],
    [{ quantity: 'testAccuracy', at: 'most' }, 0.75],
    [{ quantity: 'testAccuracy', at: { step: 1 } }, NaN],
    [{ quantity: 'testAccuracy', at: { step: 3 } }, 0.75],
    [{ quantity: 'generalizationGap' }, 0.375],
    [{ quantity: 'generalizationGap', at: 'least' }, -0.25],
    [{ quantity: 'trainLoss', at: { firstAtMost: 0.4 } }, 2],
    [{ quantity: 'trainLoss', at: { firstAtMost: 0.1 } }, NaN],
    [{ quantity: 'trainAccuracy', at: { firstAtLeast: 0.5 } }, 2],
    [{ quantity: 'trainLoss', at: { step: 4 } }, 0.2],
    // The run ended before.
    [{ quantity: 'trainLoss', at: { step: 5 } }, NaN],
    [{ quantity: 'corruptedGiven', at: 'most' }, NaN],
    [{ quantity: 'corruptedGiven', at: 'stepOfMost' }, NaN],
    [{ quantity: 'cleanAccuracy' }, NaN],
    [{ quantity: 'weightNorm', layer: 'dense9' }, NaN],
    [{ quantity: 'stiffnessWithin', layer: 'dense1' }, NaN],
    [{ quantity: 'tpm', layer: 'dense1' }, NaN],
  ])('has for %j %d', (metric, value) => {
    expect(measure(run, metric)).toBe(value);
  });

  it('averages whole epochs only', () => {
    const steps = { ...run.steps, loss: [3, 1, 0.5], step: [0, 1, 2], accuracy: [0, 0, 0] };
    expect(epochLosses({ ...run, steps })).toEqual({ steps: [2], values: [2] });
  });
});

it('says which tables must be read again for another metric', () => {
  const [loss, norm, noise] = [
    { quantity: 'loss' },
    { quantity: 'weightNorm', layer: 'dense1' },
    { quantity: 'noise', layer: 'dense1' },
  ] as const;
  expect([
    hasTablesOf(loss, norm),
    hasTablesOf(norm, noise),
    hasTablesOf(norm, loss),
    hasTablesOf(noise, noise),
  ]).toEqual([false, false, true, true]);
});

it('names what it measures and where', () => {
  const label = (metric: Metric): string => metricLabel(metric);
  expect(label({ quantity: 'loss', at: { step: 9 } })).toBe('Loss at step 9 (nats)');
  expect(label({ quantity: 'tpm', layer: 'conv1' })).toBe('TPM of conv1 over the last window');
  expect(label({ quantity: 'testAccuracy', at: 'stepOfMost' })).toBe('Test accuracy: step of the most');
  expect(label({ quantity: 'testLoss', at: { firstAtMost: 0.5 } })).toBe(
    'Test loss: first step at which it is ≤ 0.5 (nats)',
  );
  expect(new Set(QUANTITIES).size).toBe(QUANTITIES.length);
});

describe('in a sweep file', () => {
  const issues = (metric: object): string => {
    const read = parseSweep(JSON.stringify({ base: '?n=60&batch=20&model=cnn', axes: {}, seeds: [1], metric }));
    return read.ok ? '' : read.issues.join(' ');
  };

  it('each quantity is accepted with each way to take its number, and listed in the docs', () => {
    const docs = readFileSync('docs/sweeps/README.md', 'utf8');
    for (const [i, quantity] of [...OF_RUNS, ...OF_LAYERS].entries()) {
      const layer = (OF_LAYERS as readonly string[]).includes(quantity) ? { layer: 'conv1' } : {};
      expect(issues({ quantity, ...layer, at: WAYS[i % WAYS.length] })).toBe('');
      expect(docs).toContain(`\`${quantity}\``);
    }
  });

  it.each([
    [
      { quantity: 'trainloss' },
      /“trainloss”, which is not measured\. Names like it: trainLoss, .*README\.md lists all\.$/,
    ],
    [{ quantity: 'norm', layer: 'conv1' }, /“norm”, .*weightNorm/],
    [{ quantity: 'xyzxyz' }, /“xyzxyz”, which is not measured\. docs/],
    [{ quantity: 'tpm' }, /“metric\.layer” is missing/],
    [
      { quantity: 'tpm', layer: 'conv9' },
      /“metric\.layer” is “conv9”, which no network of its runs has\. Layers there: conv1, conv2/,
    ],
    [{ quantity: 'loss', at: 'best' }, /“metric\.at” is “best”.*least, most.*\{ "firstAtMost": X \}/],
    [{ quantity: 'loss', at: { step: -1 } }, /“metric\.at/],
  ])('%j gets a sentence', (metric, sentence) => {
    expect(issues(metric)).toMatch(sentence);
  });
});
