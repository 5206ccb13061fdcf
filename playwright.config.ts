import { defineConfig } from '@playwright/test';
import { launch } from './e2e/launch.ts';

const port = process.env.PORT ?? '4391';
/** The built page in a real browser, served as `npm start` serves it. Build first: `npm run build`. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  // A training run fills a core; two at a time fill the smallest machine these tests are meant for.
  workers: 2,
  // A busy machine may take eight times as long as a quiet one.
  timeout: 600_000,
  expect: { timeout: 40_000 },
  // A browser that a busy machine starved gets two more attempts. `npm test` says how many tests needed one.
  retries: 2,
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${port}/`,
    acceptDownloads: true,
    // A control that never comes fails its test in two minutes, not in ten.
    actionTimeout: 120_000,
    screenshot: 'only-on-failure',
    trace: 'off',
    // Each test's browser would copy the whole build for offline use. The tests of that, and of reloads, allow it.
    serviceWorkers: 'block',
  },
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
  },
  projects: [
    // As a visitor's browser is: no flag that adds to what the page can do.
    { name: 'plain', grepInvert: /@webgpu/, use: { launchOptions: launch() } },
    { name: 'webgpu', grep: /@webgpu/, use: { launchOptions: launch(['--enable-unsafe-webgpu']) } },
  ],
});
