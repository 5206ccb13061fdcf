import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { variantsOf } from '../../src/shared/run/run-file.ts';
import { parseRunFile } from '../../src/shared/run/run-file-parse.ts';
import { accuracyTable, normTable, phaseLines, SHOWN_STEPS, tpmTable, withoutLayerColumns } from './gt-shuffle.ts';

const FOLDER = 'docs/experiments';

it('the page on the GT shuffle test with Small Inception is made of its run', () => {
  const read = parseRunFile(readFileSync(`${FOLDER}/gt-shuffle-cifar10/run.json`, 'utf8'));
  if (!read.ok) throw new Error(read.message);
  const { file } = read;
  const page = readFileSync(`${FOLDER}/gt-shuffle-cifar10.md`, 'utf8').replaceAll(/ +/g, ' ').split('\n');
  const lines = [...tpmTable(file), ...normTable(file), ...accuracyTable(file, SHOWN_STEPS), ...phaseLines(file)];
  expect(lines.length).toBeGreaterThan(30);
  for (const line of lines) expect(page).toContain(line.replaceAll(/ +/g, ' '));
  expect(variantsOf(file).map(({ outcome, steps }) => [outcome, steps.step.length])).toEqual([
    ['done', 4500],
    ['done', 4500],
  ]);
});

it('leaves a run file without columns of layers a run file', () => {
  const text = readFileSync(`${FOLDER}/gt-shuffle-small.run.json`, 'utf8');
  const whole = parseRunFile(text);
  if (!whole.ok) throw new Error(whole.message);
  const bare = JSON.stringify(withoutLayerColumns(whole.file));
  expect(bare.length).toBeLessThan(text.length / 2);
  expect(parseRunFile(bare).ok).toBe(true);
});
