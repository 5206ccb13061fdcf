import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { figuresOf, tableOf } from './experiments.mjs';

const FOLDER = 'docs/experiments';
const pages = readdirSync(FOLDER).filter((name) => existsSync(`${FOLDER}/${name}/runs.csv`));

it.each(pages)('the table of %s is made of its runs', (name) => {
  const page = readFileSync(`${FOLDER}/${name}.md`, 'utf8').replaceAll(/ +/g, ' ').split('\n');
  for (const line of tableOf(readFileSync(`${FOLDER}/${name}/runs.csv`, 'utf8'))) expect(page).toContain(line);
});

it('reads the figures off a run file', () => {
  const probes = { dense1: { step: [0, 10, 40, 90], m: [], signal: [9, 1, 2, 9], noise: [9, 3, 4, 9] } };
  const evaluations = { step: [0, 10, 20], trainAccuracy: [0.1, 0.9, 1], testAccuracy: [0.1, 0.8, 0.7] };
  expect(figuresOf({ params: {}, evaluations, probes })).toEqual([1, 0.7, 0.8, 10, (512 * 3 + 7) / 10]);
});

it('makes a row of each place, and leaves out what no run measured', () => {
  const head = 'shuffle,seed,train,test,best test,at step,coherence,sha256';
  const csv = `${head}\n0,1,1,0.5,0.6,10,,a\n0,2,1,0.7,0.8,21,,b\n1,1,1,0.1,0.1,0,,c\n`;
  expect(tableOf(csv)).toEqual([
    '| shuffle | train | test | best test | at step |',
    '| 0 | 100.0% (100.0%–100.0%) | 60.0% (50.0%–70.0%) | 70.0% (60.0%–80.0%) | 16 (10–21) |',
    '| 1 | 100.0% | 10.0% | 10.0% | 0 |',
  ]);
});
