import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openSite } from './site.ts';

/** A page of one module, whose file name changes with its text. */
function writePage(root: string, text: string): void {
  writeFileSync(join(root, 'index.html'), '<script type="module" src="/src/main.ts"></script>');
  writeFileSync(join(root, 'src', 'main.ts'), `document.title = '${text}';`);
}

const script = async (url: string): Promise<string> => {
  const html = await (await fetch(url)).text();
  return new URL(/src="([^"]+)"/.exec(html)?.[1] ?? '', url).href;
};

it('commands that start together build once; a later build leaves what a running one serves', async () => {
  const root = mkdtempSync(join(tmpdir(), 'shuffle-lab-site-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  mkdirSync(join(root, 'src'));
  const cache = join(root, '.cache', 'built');
  mkdirSync(cache, { recursive: true });
  // A killed command left its lock and its folder.
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(join(cache, 'lock'), String(pid));
  writePage(root, 'first');
  const said: string[] = [];
  const open = () => openSite((line) => said.push(line), [], root);
  const [one, two] = await Promise.all([open(), open()]);
  expect(said.filter((line) => line.startsWith('Building'))).toHaveLength(1);
  expect(said.find((line) => line.startsWith('Waiting'))).toContain(`process ${process.pid},`);
  const first = await script(one.url);
  expect(await (await fetch(first)).text()).toContain('first');

  writePage(root, 'second');
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(root, 'src', 'main.ts'), later, later);
  const three = await open();
  expect(await (await fetch(await script(three.url))).text()).toContain('second');
  for (const { url } of [one, two])
    expect(await (await fetch(new URL(first.slice(one.url.length), url))).text()).toContain('first');

  for (const site of [one, two, three]) await site.close();
  expect(readdirSync(cache)).toEqual([]);
});
