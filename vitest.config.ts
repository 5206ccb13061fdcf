import { availableParallelism } from 'node:os';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, mergeConfig } from 'vitest/config';
import { browserPeak } from './scripts/lib/browser-peak.mjs';
import { BROWSER_ARGS, findTestBrowser } from './scripts/lib/browser.mjs';
import { importedPackages } from './scripts/lib/imported-packages.ts';
import { replacingTests } from './scripts/lib/replacing-tests.ts';
import viteConfig from './vite.config.ts';
import { pseudoLocale } from './vite/pseudo-locale.ts';

const browser = findTestBrowser();
const FOLDERS = ['src', 'workers', 'cli', 'scripts', 'bench'];
const replacing = replacingTests(import.meta.dirname, FOLDERS);

const unit = {
  environment: 'node',
  // The slowest test takes 7 s on a quiet machine. With coverage, at a load of 20 on two cores, one took 107 s.
  testTimeout: 300_000,
  hookTimeout: 300_000,
} as const;

/** Arithmetic runs in Node; what needs an engine of the browser (WebGPU, WebGL, workers, IndexedDB) in a real one. */
export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      passWithNoTests: true,
      // The unit tests take every core, also while the browser's page takes one, since they last longer.
      maxWorkers: availableParallelism(),
      projects: [
        {
          extends: true,
          test: {
            ...unit,
            name: 'unit',
            include: [`{${FOLDERS.join()}}/**/*.test.ts`],
            exclude: ['**/*.browser.test.ts', ...replacing],
            // Files share processes, so that each package is loaded once.
            isolate: false,
          },
        },
        // Each in a process of its own.
        { extends: true, test: { ...unit, name: 'unit, modules replaced', include: replacing } },
        {
          extends: true,
          plugins: [pseudoLocale(import.meta.dirname)],
          // A package found only in mid-run would make the server bundle again and reload the page under a running test.
          optimizeDeps: { include: importedPackages(import.meta.dirname), noDiscovery: true },
          test: {
            name: 'browser',
            include: ['{src,workers}/**/*.browser.test.ts'],
            testTimeout: 120_000,
            provide: { fuzz: Number(process.env.FUZZ ?? 0), full: process.env.FULL === '1' },
            browser: {
              enabled: true,
              // One page after the other: engines measured side by side would wait for one another. The option that is to
              // come in its place would put these files after the unit tests, where they now run beside them.
              // eslint-disable-next-line @typescript-eslint/no-deprecated
              fileParallelism: false,
              commands: { browserPeak },
              headless: true,
              screenshotFailures: false,
              provider: playwright({
                launchOptions: {
                  ...(browser === undefined ? {} : { executablePath: browser }),
                  args: [...BROWSER_ARGS, '--enable-unsafe-webgpu'],
                },
              }),
              instances: [{ browser: 'chromium' }],
            },
          },
        },
      ],
    },
  }),
);
