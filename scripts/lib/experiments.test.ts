import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fileParams } from '../../src/shared/run/run-file-params.ts';
import { DEFAULT_PARAMS, resolveParams } from '../../src/shared/run/run-params.ts';
import { emptyRecord } from '../../src/shared/testing/run-record.ts';
import { comparisonOf, figureOf, figuresOf, tableOf } from './experiments.ts';

const FOLDER = 'docs/experiments';
const pages = readdirSync(FOLDER).filter((name) => existsSync(`${FOLDER}/${name}/runs.csv`));
const read = (file: string): string => readFileSync(`${FOLDER}/${file}`, 'utf8');

it.each(pages)('the tables and figures of %s agree with its runs', (name) => {
  const csv = read(`${name}/runs.csv`);
  const text = read(`${name}.md`);
  const page = text.replaceAll(/ +/g, ' ').split('\n');
  const comparison = existsSync(`${FOLDER}/${name}/paper.csv`) ? comparisonOf(csv, read(`${name}/paper.csv`)) : [];
  for (const line of [...tableOf(csv), ...comparison]) expect(page).toContain(line);
  for (const [, file = '', title = '', quantities = '', along] of text.matchAll(
    /--figure '(.+?)=(.+?)=(.+?)(?:=(.+?))?'/g,
  )) {
    expect(page.join('\n')).toContain(`](${name}/${file}.svg)`);
    expect(read(`${name}/${file}.svg`)).toBe(figureOf(csv, quantities.split(','), title, along));
  }
});

it('reads the quantities from a run file', () => {
  const record = { ...emptyRecord(), params: fileParams(resolveParams({ ...DEFAULT_PARAMS, n: 200, batch: 100 })) };
  const probes = {
    step: [0, 10, 40, 90],
    m: [],
    coherence: [],
    exact: true,
    signal: [9, 1, 2, 9],
    noise: [9, 3, 4, 9],
  };
  const evaluations = { step: [0, 10, 20], trainAccuracy: [0.1, 0.9, 1], testAccuracy: [0.1, 0.8, 0.7] };
  const run = {
    ...record,
    probes: { dense1: probes },
    evaluations: { ...record.evaluations, ...evaluations },
    steps: { ...record.steps, step: [0, 1, 2, 3], loss: [2, 1, 0.15, 0.05] },
  };
  expect(figuresOf(run)).toEqual(['1', '0.7', '0.8', '10', String((512 * 3 + 7) / 10)]);
  expect(figuresOf(run, ['steps to fit', '201–500', 'trainAccuracy 10', 'noise dense1 10'])).toEqual([
    '4',
    '',
    '0.9',
    '3',
  ]);
  expect(() => figuresOf(run, ['noise'])).toThrow('No quantity "noise", or it lacks its layer. Names like it: noise');
});

it('makes a row per combination, skips what no run measured, and compares with the paper', () => {
  const head = 'shuffle,seed,train,test,best test,at step,coherence,sha256';
  const csv = `${head}\n0,1,1,0.5,0.6,10,,a\n0,2,1,0.7,0.8,21,,b\n1,1,1,0.1,0.1,0,,c\n`;
  expect(tableOf(csv)).toEqual([
    '| shuffle | train | test | best test | at step |',
    '| 0 | 100.0% (100.0%–100.0%) | 60.0% (50.0%–70.0%) | 70.0% (60.0%–80.0%) | 16 (10–21) |',
    '| 1 | 100.0% | 10.0% | 10.0% | 0 |',
  ]);
  expect(comparisonOf(csv, 'shuffle,test\n0,61.5\n0.5,20\n')).toEqual([
    '| shuffle | test, paper | test, lab |',
    '| 0 | 61.5 | 60.00 |',
    '| 0.5 | 20 | not run |',
  ]);
});
