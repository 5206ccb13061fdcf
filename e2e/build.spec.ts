/** The files of the build. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const ASSETS = fileURLToPath(new URL('../dist/assets', import.meta.url));

test('an answer without a body has the headers of isolation too: WebKit would refuse a worker', async ({ request }) => {
  const first = await request.get('./');
  const again = await request.get('./', { headers: { 'If-None-Match': first.headers().etag ?? '' } });
  expect(again.status()).toBe(304);
  expect(again.headers()).toMatchObject({ 'cross-origin-embedder-policy': 'require-corp' });
});

test('no chunk imports a worker’s entry, which WebKit would evaluate a second time', () => {
  const scripts = readdirSync(ASSETS).filter((file) => file.endsWith('.js'));
  const entries = scripts.filter((file) => /\.worker-[^/]*\.js$/.test(file));
  expect(entries.map((file) => file.replace(/-.*/, '')).sort()).toEqual([
    'check.worker',
    'helper.worker',
    'lab.worker',
    'trainer.worker',
  ]);
  const imports = scripts.flatMap((file) => {
    const text = readFileSync(join(ASSETS, file), 'utf8');
    const specifiers = [...text.matchAll(/(?:from|import) ?\(?["'`]\.\/([^"'`]+)["'`]/g)].map(([, name = '']) => name);
    return specifiers.map((imported) => ({ file, imported }));
  });
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.filter(({ imported }) => entries.includes(imported))).toEqual([]);
});
