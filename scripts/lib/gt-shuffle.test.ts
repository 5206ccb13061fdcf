import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { variantsOf, type RunFile } from '../../src/shared/run/run-file.ts';
import { parseRunFile } from '../../src/shared/run/run-file-parse.ts';
import {
  accuracyTable,
  normTable,
  phaseLines,
  SHOWN_STEPS,
  tpmTable,
  windowLines,
  withoutLayerColumns,
} from './gt-shuffle.ts';

const FOLDER = 'docs/experiments';

/** Removes the padding that Prettier adds to tables. */
const plain = (text: string): string => text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
const linesOf = (name: string): string[] => plain(readFileSync(`${FOLDER}/${name}.md`, 'utf8')).split('\n');

function runOf(file: string): RunFile {
  const read = parseRunFile(readFileSync(`${FOLDER}/${file}`, 'utf8'));
  if (!read.ok) throw new Error(read.message);
  return read.file;
}

it('the page on the GT shuffle test with Small Inception is made of its run', () => {
  const file = runOf('gt-shuffle-cifar10/run.json');
  const page = linesOf('gt-shuffle-cifar10');
  const lines = [
    ...tpmTable(file),
    ...normTable(file),
    ...accuracyTable(file, SHOWN_STEPS),
    ...phaseLines(file),
    ...windowLines(file).filter((line) => !line.startsWith('#')),
  ];
  expect(lines.length).toBeGreaterThan(30);
  for (const line of lines) expect(page).toContain(plain(line));
  expect(variantsOf(file).map(({ outcome, steps }) => [outcome, steps.step.length])).toEqual([
    ['done', 4500],
    ['done', 4500],
  ]);
});

it('the page on the test in small says what its run file says', () => {
  const file = runOf('gt-shuffle-small.run.json');
  const page = linesOf('gt-shuffle-small');
  const windows = windowLines(file).filter((line) => !line.startsWith('#'));
  for (const line of [...phaseLines(file), ...windows].map(plain)) {
    // Rules of tables differ in their number of hyphens.
    if (!line.includes('---')) expect(page).toContain(line);
  }
});

it('leaves a run file without columns of layers a run file', () => {
  const text = readFileSync(`${FOLDER}/gt-shuffle-small.run.json`, 'utf8');
  const whole = parseRunFile(text);
  if (!whole.ok) throw new Error(whole.message);
  const bare = JSON.stringify(withoutLayerColumns(whole.file));
  expect(bare.length).toBeLessThan(text.length / 2);
  expect(parseRunFile(bare).ok).toBe(true);
});
