/** Every address, command and link in README and docs works. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import packages from '../../package.json' with { type: 'json' };
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
    expect(parseAddress(queryOf(address)).faults, address).toEqual([]);
  }
});

it.each(PAGES)('%s has only existing commands', (_path, text) => {
  for (const [program, verb, name = '', ...words] of commands(text)) {
    if (program !== 'npm' || verb !== 'run') continue;
    expect(Object.keys(packages.scripts), `npm run ${name}`).toContain(name);
    const rest = words.slice(1);
    if (name === 'lab' && rest.length > 0) expect(parseOptions(rest), rest.join(' ')).not.toHaveProperty('faults');
    if (name === 'sweep') {
      expect(parseSweepOptions(rest), rest.join(' ')).not.toHaveProperty('faults');
      const [file = ''] = rest;
      if (file.startsWith('docs/')) expect(existsSync(file), file).toBe(true);
    }
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
