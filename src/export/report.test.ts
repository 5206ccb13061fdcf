import { CHARTS } from '../charts/chart-specs.ts';
import { pictureSvg } from '../charts/svg-document.ts';
import { describe, expect, it } from 'vitest';
import { variantsOf, type RunFile, type RunRecord } from '../shared/run/run-file.ts';
import { formatAddress, parseAddress } from '../shared/run/run-url.ts';
import { comparison, lossBlocks, phases } from './report-phases.ts';
import { chartRun, reportCharts } from './report-charts.ts';
import { rememberDetails, reportDetails } from './report-details.ts';
import { reportFiles } from './report-zip.ts';
import { runFileOf } from './run-file.ts';
import { fixtureStore, windowRow } from './testing/run-fixture.ts';
import { decimals, percent, shortNumber, span, straightness, wholeNumber } from './text.ts';

function file(twin = false): RunFile {
  const events = [{ step: 2, key: 'lr', value: 0.01 } as const];
  const made = runFileOf(fixtureStore({ params: { twin, width: [4] }, events }));
  if (!made) throw new Error('no run file');
  return made;
}
const reportMarkdown = (made: RunFile): string => reportFiles(made)['report.md'] ?? '';
function run(): RunRecord {
  const [first] = variantsOf(file());
  if (!first) throw new Error('no run');
  return first;
}

describe('numbers in a report', () => {
  it('have three decimals, signs, separators, and a dash for what is not defined', () => {
    expect(['decimals', decimals(0.3514), decimals(-2.6), decimals(null), decimals(NaN), decimals(1e-4)]).toEqual([
      'decimals',
      '0.351',
      '−2.600',
      '–',
      '–',
      '1.00e−4',
    ]);
    expect([percent(0.99951), percent(0.999999), percent(1), percent(0), percent(-0.25), percent(1.5)]).toEqual([
      '99.95%',
      '99.99%',
      '100%',
      '0%',
      '−25.00%',
      '150.00%',
    ]);
    expect([shortNumber(0.05), shortNumber(1e-4), shortNumber(50000), shortNumber(0), wholeNumber(12345)]).toEqual([
      '0.05',
      '1e−4',
      '50,000',
      '0',
      '12,345',
    ]);
    expect([straightness(0.9994), straightness(1 - 1e-9), straightness(1), straightness(0.351)]).toEqual([
      '0.9994',
      '0.9999',
      '1.000',
      '0.351',
    ]);
    expect(span([0.5, 0.25], decimals)).toBe('0.250 to 0.500');
    expect(span([0.5, 0.5001], decimals)).toBe('0.500');
  });
});

/** 300 steps at a loss of 2.31, which then falls by .001 per step. */
function plateauRun(windows: RunRecord['windows']): RunRecord {
  const step = Array.from({ length: 500 }, (_, i) => i + 1);
  const loss = step.map((at) => (at <= 300 ? 2.31 : 2.31 - (at - 300) / 1000));
  return { ...run(), steps: { step, loss, accuracy: loss.map(() => 0.1) }, windows };
}
const row = (changes: Partial<ReturnType<typeof windowRow>>): ReturnType<typeof windowRow> =>
  windowRow({ start: 50, stop: 250, segments: 6, weightNormStart: 4, weightNormStop: 3, tpm: 0.8, ...changes });
const sentence = (windows: RunRecord['windows']): string =>
  phases(plateauRun(windows)).find((text) => text.startsWith('Steps')) ?? '';

describe('what the user adds to a report', () => {
  const details = { title: 'A *title*', author: 'Ada & Alan', note: 'First\nline.\n\n\n<b>Second</b>.' };

  it('comes before the results, as text', () => {
    const lines = (reportFiles(file(), details)['report.md'] ?? '').split('\n').filter((line) => line !== '');
    expect(lines.slice(0, 5)).toEqual([
      '# A \\*title\\*',
      'Ada & Alan',
      'A run: mlp on 40 examples of mnist.',
      'First line.',
      '\\<b\\>Second\\</b\\>.',
    ]);
    expect(lines.join('\n')).toContain('  title = {A *title*},\n  author = {Ada \\& Alan},\n');
    expect(reportMarkdown(file())).toMatch(/^# A run: mlp on 40 examples of mnist\n/);
  });

  it('is kept: the author for all runs, title and note for runs of the same settings', () => {
    rememberDetails(file(), details);
    expect(reportDetails(file())).toEqual(details);
    expect(reportDetails(file(true))).toEqual({ title: '', author: 'Ada & Alan', note: '' });
  });
});

describe('phases', () => {
  it('averages the loss over blocks of 50 steps, the rest joined to the last', () => {
    const step = Array.from({ length: 130 }, (_, i) => i + 1);
    const blocks = lossBlocks({ steps: { step, loss: step, accuracy: step } }, 50);
    expect(blocks).toEqual([
      { start: 1, stop: 50, loss: 25.5 },
      { start: 51, stop: 130, loss: 90.5 },
    ]);
  });

  it('finds the plateau at ln K', () => {
    expect(phases(plateauRun([]))[1]).toMatch(
      /^Plateau: the loss stays within 0.02 of ln 10 = 2.303 over steps 1–325 \(means of 5 steps\)/,
    );
  });

  it('finds no plateau where the loss only passes ln K', () => {
    const step = Array.from({ length: 1000 }, (_, i) => i);
    const loss = step.map((at) => 2.5 - at / 500);
    expect(phases({ ...plateauRun([]), steps: { step, loss, accuracy: loss } })[0]).not.toContain('Plateau');
  });

  it('names a shrinking window with its figures', () => {
    expect(sentence([row({}), row({ layer: 'dense2', weightNormStop: 2, tpm: 0.7 })])).toBe(
      'Steps 50–250, shrinking: the norm of every kernel falls, by 25.00% to 50.00%, TPM 0.700 to 0.800 (n = 6); ' +
        'the loss goes from 2.310 to 2.310, within 0.02 of ln 10 all the while.',
    );
  });

  it('names growth, a mixture and the decay-only end', () => {
    expect(sentence([row({ weightNormStop: 5, start: 300, stop: 500 })])).toMatch(
      /^Steps 300–500, growth: .* by 25.00%.*from 2.307 to 2.112\.$/,
    );
    expect(sentence([row({}), row({ layer: 'dense2', weightNormStop: 5 })])).toMatch(
      /mixed: the norms of 1 of 2 kernels/,
    );
    expect(sentence([row({ tpm: 0.999, decayAlignment: 0.998 })])).toMatch(/only decay left: .*alignment 0.998/);
    expect(sentence([row({ tpm: 0.999, decayAlignment: -1 })])).toMatch(/shrinking/);
  });

  it('uses convolutions if there are some, and skips windows that were not reached', () => {
    const layers = [
      { name: 'dense1', shape: [3, 3, 1, 4], parameters: 36 },
      { name: 'dense2', shape: [4, 10], parameters: 40 },
    ];
    const windows = [row({}), row({ layer: 'dense2', weightNormStop: 9 })];
    expect(phases({ ...plateauRun(windows), layers }).join()).toContain('every convolution kernel falls, by 25.00%,');
    expect(sentence([row({ weightNormStop: null })])).toBe('');
  });

  it('says when the run was fitted, or its best accuracy', () => {
    expect(phases(run()).at(-1)).toBe(
      'Fitted: training accuracy on the given labels is 100% at step 3; training loss ≤ 0.1 at step 3; best 100% at step 3.',
    );
    const evaluations = { ...run().evaluations, trainAccuracy: [0.1, 0.5] };
    expect(phases({ ...run(), evaluations }).at(-1)).toBe(
      'Not fitted: training accuracy on the given labels never reaches 99.00%; best 50.00% at step 3.',
    );
  });

  it('finds where corrupted examples turn to their observed labels', () => {
    const evaluations = { ...run().evaluations, corruptedGiven: [0.1, 0.9], corruptedTrue: [0.8, 0.1] };
    expect(phases({ ...run(), evaluations }).at(-1)).toMatch(/cross between steps 0–3\.$/);
    const chance = { ...evaluations, corruptedTrue: [0.15, 0.1] };
    expect(phases({ ...run(), evaluations: chance }).join()).not.toContain('cross');
    const relabelled = [{ step: 2, key: 'shuffle', value: 1 } as const];
    expect(phases({ ...run(), evaluations, events: relabelled }).join()).not.toContain('cross');
  });

  it('compares variants only at equal n', () => {
    const first = plateauRun([row({ tpm: 0.4, weightNormStop: 5 })]);
    const second = plateauRun([row({})]);
    expect(comparison(first, second, ['true', 'shuffled'])).toEqual([
      'Steps 50–250 (n = 6), mean over the kernels, true against shuffled: TPM 0.400 against 0.800, norm +25.00% against −25.00%.',
    ]);
    expect(comparison(first, plateauRun([row({ segments: 7 })]), ['true', 'shuffled'])).toEqual([]);
  });
});

describe('curves of a report', () => {
  it('do not span a change of labels', () => {
    const events = [{ step: 2, key: 'shuffle', value: 1 } as const];
    const { variants } = chartRun({ ...run(), events });
    const breaks = CHARTS.slice(0, 2).flatMap((spec) =>
      spec.lines(variants, false).map(({ name, breaks: at }) => [name, at?.() ?? null]),
    );
    expect(Object.fromEntries(breaks)).toEqual({
      batch: null,
      training: [1],
      test: null,
      'batch, given': null,
      'train, given': [1],
      'train, true': null,
      'corrupted, given': [1],
      'corrupted, true': [1],
    });
  });

  it('are the page’s charts, in percent where the page has percent', () => {
    const pictures = reportCharts(file());
    expect(pictures.map(({ title }) => title)).toEqual(CHARTS.map(({ title }) => title));
    const [loss = '', accuracy = ''] = pictures.map(pictureSvg);
    expect(loss).toContain('>Loss (nats)</text>');
    expect(loss).toContain('>step</text>');
    expect(loss).toContain('>learning rate 0.01</text>');
    expect(accuracy).toContain('>100%</text>');
  });
});

describe('report', () => {
  it('has setting, curves, TPM and norm tables, and an address that replays the run', () => {
    const text = reportMarkdown(file());
    expect(text).toMatch(/^# A run: mlp on 40 examples of mnist\n/);
    expect(text).toContain('| layer | 0–2 (n = 2) |\n| --- | ---: |\n| dense1 | 0.750 |\n| dense2 | – |');
    expect(text).toContain('| dense1 | 2.500 → 2.000 |\n| dense2 | 2.500 → – |');
    expect(text).toContain('- From step 2: learning rate 0.01');
    expect(text.match(/!\[[\w ]+\]\([a-z-]+\.svg\)/g)).toHaveLength(6);
    expect(Object.keys(reportFiles(file()))).toHaveLength(7);
    const query = /```text\n\?(.*)\n```/.exec(text)?.[1] ?? '';
    const { address, issues } = parseAddress(query);
    expect(issues).toEqual([]);
    expect(address.params).toMatchObject({ n: 40, batch: 4, steps: 3, width: [4] });
    expect(formatAddress(address)).toBe(query);
    expect(text).toContain('events=2:lr=0.01');
    expect(text).not.toMatch(/NaN|undefined|Infinity|null/);
  });

  it('has both variants of a paired run, true labels first', () => {
    const text = reportMarkdown(file(true));
    expect(text).toMatch(
      /### TPM: True labels[^]*### TPM: Shuffled labels[^]*### Weight norm, start → end: True labels/,
    );
    expect(text).toContain('| at the last evaluation | True labels | Shuffled labels |');
    expect(text).toContain('twin=1');
  });

  it('names the variants by their first labels if these change', () => {
    const events = [{ step: 2, key: 'shuffle', value: 1 } as const];
    const made = runFileOf(fixtureStore({ params: { twin: true, width: [4] }, events }));
    if (!made) throw new Error('no file');
    expect(reportMarkdown(made)).toContain(
      '| at the last evaluation | True labels at first | Shuffled labels at first |',
    );
  });

  it('says why a run failed, and escapes markup', () => {
    const failure = { kind: 'not-finite', message: 'Loss <b>*is*</b> NaN.', step: 3, layer: null } as const;
    const failed: RunRecord = { ...run(), outcome: 'failed', failure };
    expect(reportMarkdown(failed)).toContain(
      'failed after 4 steps, 0% of the training labels wrong at the end. Loss \\<b\\>\\*is\\*\\</b\\> NaN.',
    );
  });

  it('can be written before the first measured step', () => {
    const empty: RunRecord = {
      ...run(),
      steps: { step: [], loss: [], accuracy: [] },
      layerSteps: {},
      probes: {},
      paths: {},
      windows: [],
      evaluations: Object.assign(
        { ...run().evaluations },
        ...Object.keys(run().evaluations).map((key) => ({ [key]: [] })),
      ) as RunRecord['evaluations'],
    };
    const text = reportMarkdown(empty);
    expect(text).toContain('Too little was measured to say.');
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });
});
