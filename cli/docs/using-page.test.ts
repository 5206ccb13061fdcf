import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { PARAM_SPECS } from '../../src/shared/run/run-params.ts';
import { usingPage } from './using-page.ts';

it('docs/using.md agrees with the tables (npm run docs writes it)', async () => {
  const file = fileURLToPath(new URL('../../docs/using.md', import.meta.url));
  const page = await format(usingPage(), { ...(await resolveConfig(file)), filepath: file });
  expect(await readFile(file, 'utf8')).toBe(page);
});

it('every key of the address has a row', () => {
  const keys = [...usingPage().matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key);
  expect(keys).toEqual(
    expect.arrayContaining(['preset', ...PARAM_SPECS.map(({ key }) => key), 'events', 'start', 'view']),
  );
});
