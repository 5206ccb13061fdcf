import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { bibtex } from './citation.ts';
import { runFileOf } from './run-file.ts';
import { fixtureStore } from './testing/run-fixture.ts';

it('cites the lab as CITATION.cff does, and the run by its title and address', () => {
  const cff = parse(readFileSync('CITATION.cff', 'utf8')) as {
    title: string;
    authors: { name: string }[];
    'date-released': string;
  };
  const file = runFileOf(fixtureStore({ params: { width: [4] } }));
  const text = file ? bibtex(file, '100% of A_b & \\c') : '';
  expect(text).toContain(`@software{shuffle-lab,\n  title = {${cff.title}},\n  author = {{${cff.authors[0]?.name}}},`);
  expect(text).toContain(`  year = {${cff['date-released'].slice(0, 4)}},`);
  expect(text).toContain('  title = {100\\% of A\\_b \\& \\char92 c},\n');
  expect(text).toMatch(/howpublished = \{Run of Shuffle Lab, address \\url\{\?.*width=4.*\}\}\n\}$/);
});
