/** Vite plugin: in the page that checks a device, the kernels' test suites run without Vitest. */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const RUNNER = fileURLToPath(new URL('../workers/check/suite-runner.ts', import.meta.url));

/** Does nothing in Vitest itself. */
export const suitesInPage = (): Plugin => ({
  name: 'suites-in-page',
  enforce: 'pre',
  resolveId: (id) => (id === 'vitest' && process.env.VITEST === undefined ? RUNNER : undefined),
});
