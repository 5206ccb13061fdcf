/** The npm package, unpacked outside the clone: the page that it serves, and the run that it trains. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extract, list } from 'tar';
import { expect, test } from './test.ts';
import { readRunFile } from './run-file.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const RUN = 'data=synthetic&n=200&width=16&batch=20&steps=30&probe=10';

/** The first line of its standard output with an address. */
const addressOf = (program: ReturnType<typeof spawn>): Promise<string> =>
  new Promise((resolve, reject) => {
    program.stdout?.on('data', (data: Buffer) => {
      const [address] = /http:\S+/.exec(data.toString()) ?? [];
      if (address !== undefined) resolve(address);
    });
    program.once('close', () => {
      reject(new Error('it ended'));
    });
  });

test('the npm package serves the page and trains headless', async ({ page }) => {
  const folder = test.info().outputPath('a place of its own');
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  execFileSync(process.execPath, [vite, 'build', '--config', 'cli/vite.config.ts', '--logLevel', 'warn'], {
    cwd: ROOT,
  });
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
    stdio: 'ignore',
    shell: process.platform === 'win32',
  });
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  const tarball = join(folder, name);
  const tops = new Set<string>();
  await list({ file: tarball, onReadEntry: ({ path }) => tops.add(path.split('/')[1] ?? '') });
  expect([...tops].sort()).toEqual(['LICENSE', 'README.md', 'bin', 'dist', 'package.json']);

  await extract({ file: tarball, cwd: folder });
  const unpacked = join(folder, 'package');
  const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect(Object.keys(manifest.dependencies as object)).toEqual(['playwright']);
  for (const needed of ['playwright', 'playwright-core']) {
    symlinkSync(join(ROOT, 'node_modules', needed), join(folder, 'node_modules', needed), 'junction');
  }
  const program = join(unpacked, 'bin', 'shuffle-lab.mjs');

  const file = join(folder, 'a.run.json');
  execFileSync(process.execPath, [program, 'run', RUN, '--out', file], { cwd: folder, stdio: 'pipe' });
  expect(readRunFile(file)).toMatchObject({ outcome: 'done', params: { steps: 30 } });

  const server = spawn(process.execPath, [program, '--port', '0'], { cwd: folder });
  try {
    await page.goto(`${await addressOf(server)}?${RUN}`);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(page.locator('shuffle-lab[data-state=done]')).toBeVisible();
  } finally {
    server.kill();
  }
  expect(existsSync(join(unpacked, 'dist', 'data'))).toBe(false);
});
