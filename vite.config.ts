import { defineConfig, type Plugin } from 'vite';
import { assembly } from './vite/assembly.ts';
import { contentPolicy, ISOLATION } from './vite/content-policy.ts';
import { experimentsPage } from './vite/experiments.ts';
import { formulas } from './vite/formulas.ts';
import { licences } from './vite/licences.ts';
import { bundledAssets } from './vite/bundled-assets.ts';
import { BUNDLED_SETS } from './vite/bundled-files.ts';
import { mnistDigits } from './vite/mnist-digits.ts';
import { offline } from './vite/offline.ts';
import { suitesInPage } from './vite/suites-in-page.ts';

const listed = licences(BUNDLED_SETS.map(({ origin }) => origin.package));

/** A build that a test or a user's NODE_ENV would make a development page has no service worker. */
const production: Plugin = {
  name: 'production',
  config(_, { command }) {
    if (command === 'build') process.env.NODE_ENV = 'production';
  },
};

export default defineConfig({
  base: './',
  plugins: [
    production,
    experimentsPage(),
    bundledAssets(),
    mnistDigits(),
    formulas(),
    assembly(),
    contentPolicy(),
    listed.page,
    offline(),
  ],
  // Compiling kernels and packing images takes its seconds; the build need not remark on it.
  build: {
    target: 'es2022',
    outDir: 'dist',
    rolldownOptions: {
      // The lab, the page that compares many runs, the one that checks a device and the list of experiments; none loads
      // another's code.
      input: ['index.html', 'compare.html', 'check.html', 'experiments.html'],
      checks: { bundlerTimings: false },
    },
  },
  worker: {
    format: 'es',
    rolldownOptions: {
      checks: { bundlerTimings: false },
      // A worker's entry has a chunk of its own, which no chunk imports: WebKit would run an imported entry twice.
      output: {
        codeSplitting: {
          groups: [{ name: 'worker-main', tags: ['$initial'], test: (id: string) => !/\.worker\.ts($|\?)/.test(id) }],
        },
      },
    },
    plugins: () => [suitesInPage(), assembly(), listed.inWorker()],
  },
  server: { headers: ISOLATION },
});
