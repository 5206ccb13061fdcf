/** Every address, command and link in README and docs works; presets promise what their settings and committed runs say. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import packages from '../../package.json' with { type: 'json' };
import { placeRun } from '../../src/shared/networks/of-run.ts';
import { findPreset, PRESETS } from '../../src/shared/run/presets.ts';
import { parseRunFile } from '../../src/shared/run/run-file-parse.ts';
import { variantsOf } from '../../src/shared/run/run-file.ts';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../../src/shared/run/run-params.ts';
import { parseAddress, queryOf } from '../../src/shared/run/run-url.ts';
import { parseOptions } from '../options.ts';
import { parseSweepOptions } from '../sweep/options.ts';

const pages = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) =>
    name.endsWith('.md') ? [join(folder, name)] : [],
  );
const PAGES = ['README.md', 'CONTRIBUTING.md', ...pages('docs')].map(
  (path) => [path.replaceAll('\\', '/'), readFileSync(path, 'utf8')] as const,
);

/** Command lines in the pages' shell blocks, split into words like in a shell. */
function commands(text: string): string[][] {
  const blocks = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block.replaceAll('\\\n', ' '));
  return blocks
    .flatMap((block) => block.split('\n'))
    .map((line) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ''))
    .filter((words) => words.length > 0);
}

it.each(PAGES)('%s has only valid addresses', (_path, text) => {
  for (const [, address = ''] of text.matchAll(/`(\?[^`\s]+)`/g)) {
    expect(parseAddress(queryOf(address)).issues, address).toEqual([]);
  }
});

it.each(PAGES)('%s has only existing commands', (_path, text) => {
  for (const [program, verb, name = '', ...words] of commands(text)) {
    if (program !== 'npm' || verb !== 'run') continue;
    expect(Object.keys(packages.scripts), `npm run ${name}`).toContain(name);
    const rest = words.slice(1);
    if (name === 'lab' && rest.length > 0) expect(parseOptions(rest), rest.join(' ')).not.toHaveProperty('issues');
    if (name === 'sweep') {
      expect(parseSweepOptions(rest), rest.join(' ')).not.toHaveProperty('issues');
      const [file = ''] = rest;
      if (file.startsWith('docs/')) expect(existsSync(file), file).toBe(true);
    }
  }
});

/** Commands of these beginnings are run by `npm test`: as one of its stages, or by e2e/cli, sweep and npm-package.spec. */
const TESTED =
  /^npm (test|pack|install PATH|run (lint|types|unit|build|e2e|lab|sweep)\b)|^npx (vitest|shuffle-lab)\b|^npx playwright test\b/;
/** The commands that CONTRIBUTING lists as tried by hand. */
const BY_HAND = [
  ...(/## Commands tried by hand\n(.*?)\n## /s
    .exec(readFileSync('CONTRIBUTING.md', 'utf8'))?.[1]
    ?.matchAll(/`(n[^`]+)`/g) ?? []),
].map(([, command = '']) => command);
const TEST_FILES = ['src', 'workers', 'cli', 'scripts', 'e2e'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|spec)\.ts$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
);

it.each(PAGES)('%s has only commands that a test runs or that were tried by hand', (_path, text) => {
  const inline = [...text.matchAll(/`((?:[A-Z_]+=\S+ )?(?:npm|npx|node) [^`]+)`/g)].map(([, words = '']) => words);
  for (const line of [...inline, ...commands(text).map((words) => words.join(' '))]) {
    const command = line.replace(/^[A-Z_]+=\S+ /, '');
    const known = TESTED.test(command) || BY_HAND.some((known) => line.startsWith(known) || command.startsWith(known));
    expect(known, line).toBe(true);
    const [, script] = /^npm run ([\w:]+)/.exec(command) ?? [];
    if (script !== undefined) expect(Object.keys(packages.scripts), line).toContain(script);
    const [, file] = /^node (scripts\/\S+)/.exec(command) ?? [];
    if (file !== undefined) expect(existsSync(file), line).toBe(true);
    const [, filters = ''] = /^npx (?:vitest run|playwright test) (.*)$/.exec(command) ?? [];
    for (const filter of filters
      .replaceAll(/-\S+ \S+/g, '')
      .split(' ')
      .filter(Boolean))
      expect(
        TEST_FILES.some((name) => name.includes(filter)),
        `${line}: ${filter}`,
      ).toBe(true);
  }
});

it.each(PAGES)('%s links only to existing files', (path, text) => {
  for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^(https?:|mailto:|#)/.test(target)) continue;
    const [file = ''] = target.split('#');
    expect(existsSync(join(dirname(path), file)), `${path}: ${target}`).toBe(true);
  }
});

it('the lesson has only percentages from the pages that it links', () => {
  const lines = readFileSync('docs/teaching.md', 'utf8')
    .split('\n')
    .filter((line) => line.includes('](experiments/') && /\d%/.test(line));
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) {
    const [, page = ''] = /\]\((experiments\/[^)]+)\)/.exec(line) ?? [];
    const text = readFileSync(`docs/${page}`, 'utf8');
    for (const [figure] of line.matchAll(/\d+\.\d+%/g)) expect(text, line).toContain(figure);
  }
});

it('the lesson’s run with a flip has the numbers of the recorded example', () => {
  const { tables } = JSON.parse(readFileSync('src/charts/recorded-example.json', 'utf8')) as {
    tables: { evaluations: Record<'step' | 'trainAccuracy' | 'testAccuracy', number[]> };
  };
  const { step, trainAccuracy, testAccuracy } = tables.evaluations;
  const at = (column: readonly number[], when: number): string =>
    `${(100 * (column[step.indexOf(when)] ?? NaN)).toFixed(1)}%`;
  const lesson = readFileSync('docs/teaching.md', 'utf8');
  expect(lesson).toContain(
    `training accuracy is ${at(trainAccuracy, 600)} before the flip, ${at(trainAccuracy, 800)} right after it, and ${at(trainAccuracy, 2000)} at step 2,000. Test accuracy is ${at(testAccuracy, 600)} before the flip and ${at(testAccuracy, 1000)} at step 1,000.`,
  );
});

it('the lesson counts the parameters of its network', () => {
  const placed = placeRun(resolveParams(DEFAULT_PARAMS), { channels: 1, classes: 10 });
  const count = placed.ok ? placed.value.trainable.toLocaleString('en-US') : '';
  expect(readFileSync('docs/teaching.md', 'utf8')).toContain(`${count} parameters`);
});

const textOf = (name: string): string => findPreset(name)?.shows ?? '';
const paramsOf = (name: string): RunParams => findPreset(name)?.params ?? DEFAULT_PARAMS;
/** Numbers of the presets’ texts that a test below compares. */
const CHECKED = ['5,000', '50', '40', '45,000', '10'];

it('the presets’ texts give the numbers of their settings', () => {
  const percent = `${100 * paramsOf('partial').shuffle}% of the labels`;
  expect(textOf('memorize')).toContain(`fits ${paramsOf('memorize').n.toLocaleString('en-US')} true labels`);
  expect(textOf('partial')).toContain(percent);
  expect(readFileSync('docs/teaching.md', 'utf8')).toContain(`with ${percent} resampled`);
  expect(textOf('gt-shuffle')).toContain(`${paramsOf('gt-shuffle').steps.toLocaleString('en-US')} steps`);
  const numbers = PRESETS.flatMap(({ shows }) => shows.match(/\d[\d,]*\d/g) ?? []);
  expect(CHECKED).toEqual(expect.arrayContaining(numbers));
});

it('the preset memorize promises what the committed runs show', () => {
  expect(textOf('memorize')).toMatch(/few hundred steps; shuffled labels take several times .* in the first 50 steps/);
  const [head = '', ...lines] = readFileSync('docs/experiments/coherence/runs.csv', 'utf8').trim().split('\n');
  const rows = lines.map((line) => line.split(','));
  const of = (shuffle: string, column: string): number[] =>
    rows.filter(([first]) => first === shuffle).map((cells) => Number(cells[head.split(',').indexOf(column)]));
  const [fast, slow] = [of('0', 'steps to fit'), of('1', 'steps to fit')];
  expect(Math.min(...fast)).toBeGreaterThan(150);
  expect(Math.max(...fast)).toBeLessThan(400);
  expect(Math.min(...slow) / Math.max(...fast)).toBeGreaterThan(3);
  expect(Math.min(...of('0', '1–50'))).toBeGreaterThan(Math.max(...of('1', '1–50')));
});

it('the preset gt-shuffle-small promises what its committed run shows', () => {
  expect(textOf('gt-shuffle-small')).toMatch(/shrink .* straight path while the loss stays at ln 10; .* are fitted/);
  const file = parseRunFile(readFileSync('docs/experiments/gt-shuffle-small.run.json', 'utf8'));
  const [truth, shuffled] = file.ok ? variantsOf(file.file) : [];
  const losses = (shuffled?.steps.loss ?? []).slice(100, 1600).map(Number);
  expect(losses.reduce((sum, loss) => sum + loss / losses.length, 0)).toBeCloseTo(Math.log(10), 2);
  const first = (shuffled?.windows ?? []).filter(({ start }) => start === 100);
  expect(first.length).toBeGreaterThan(2);
  first.forEach(({ layer, tpm, weightNormStart, weightNormStop }, row) => {
    expect(weightNormStop).toBeLessThan(weightNormStart ?? 0);
    // The classifier’s path is not straighter than with true labels.
    if (layer !== 'dense') expect(tpm).toBeGreaterThan(truth?.windows[row]?.tpm ?? 1);
  });
  expect(truth?.evaluations.trainAccuracy.at(-1)).toBeGreaterThan(0.99);
});
