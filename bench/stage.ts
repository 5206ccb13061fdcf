/** Builds the bench's page, serves it and opens it in a real browser. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { build, preview } from 'vite';
import { BROWSER_ARGS, ensureBrowser } from '../scripts/lib/browser.mjs';
import { freePort } from '../scripts/lib/port.mjs';

export interface Stage {
  readonly page: Page;
  readonly browser: string;
  close(): Promise<void>;
}

/** Cross-origin isolation, which shared memory requires: the lab and jax-js use threads. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Without `threads` no engine gets more than one on wasm. */
export async function openStage(threads: boolean): Promise<Stage> {
  const configFile = join('bench', 'vite.config.ts');
  // Its own folder, because two benches may run at once.
  const outDir = await mkdtemp(join(tmpdir(), 'shuffle-lab-bench-'));
  await build({ configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const port = await freePort();
  const server = await preview({
    configFile,
    logLevel: 'error',
    build: { outDir },
    preview: { port, strictPort: true, headers: threads ? ISOLATION : {} },
  });
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: [...BROWSER_ARGS, '--enable-unsafe-webgpu'],
  });
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/`);
  await page.waitForFunction(() => 'benchPage' in globalThis);
  return {
    page,
    browser: `Chromium ${browser.version()}`,
    async close() {
      await browser.close();
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}
