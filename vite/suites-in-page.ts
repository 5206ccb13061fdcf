/** Vite plugin: runs the kernel suites without Vitest, in the page that checks a device. */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const RUNNER = fileURLToPath(new URL('../workers/check/suite-runner.ts', import.meta.url));

/** Does nothing in Vitest itself. */
export const suitesInPage = (): Plugin => ({
  name: 'suites-in-page',
  enforce: 'pre',
  resolveId: (id) => (id === 'vitest' && process.env.VITEST === undefined ? RUNNER : undefined),
});
