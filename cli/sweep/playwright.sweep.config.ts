/** Playwright Test as the engine of a sweep: it provides workers, retries, shards, reports and remote browsers. */
import { defineConfig } from '@playwright/test';
import { BROWSER_ARGS, ensureBrowser } from '../../scripts/lib/browser.mjs';
import { readPlan } from './plan.ts';

const plan = readPlan();
const local = plan.remotes.length === 0;
const browser = local ? ensureBrowser() : plan.remoteBrowser;

export default defineConfig({
  testDir: '.',
  testMatch: 'train.sweep.ts',
  outputDir: plan.scratch,
  fullyParallel: true,
  workers: local ? 1 : plan.remotes.length,
  // For failures outside the lab: a browser that ended, a machine that went away.
  retries: 1,
  timeout: 0,
  reporter: [['./reporter.ts'], ...(plan.blob === undefined ? [] : [['blob', { outputFile: plan.blob }] as const])],
  use: {
    headless: true,
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      args: [...BROWSER_ARGS, '--enable-unsafe-webgpu'],
    },
  },
});
