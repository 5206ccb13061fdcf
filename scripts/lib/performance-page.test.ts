import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MEASUREMENTS_FOLDER, withMeasurements } from './performance-page.ts';

const page = readFileSync('docs/performance.md', 'utf8');

it('docs/performance.md has the tables of its files (npm run docs), and each file has its place', () => {
  const plain = (text: string): string => text.replaceAll(/ +|-{3,}/g, ' ');
  expect(plain(withMeasurements(page))).toBe(plain(page));
  const named = [...page.matchAll(/<!-- bench: ([\w-]+) -->/g)].map(([, name]) => `${name ?? ''}.json`);
  expect(readdirSync(MEASUREMENTS_FOLDER).sort()).toEqual(named.sort());
});

it('the text between the tables has no measured number', () => {
  const text = page.replaceAll(/<!-- bench: [^]*?<!-- \/bench -->/g, '').replaceAll(/^\|.*$/gm, '');
  expect(text.match(/\d+(\.\d+)? (ms|s|MB|%|times)\b/g)).toBeNull();
});
