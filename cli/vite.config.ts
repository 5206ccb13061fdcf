/** Builds `bin/shuffle-lab.mjs`, the program of the npm package: this folder's commands in one file. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { licences } from '../vite/licences.ts';

export default defineConfig({
  root: dirname(dirname(fileURLToPath(import.meta.url))),
  publicDir: false,
  plugins: [licences().page],
  build: {
    ssr: 'cli/npx.ts',
    target: 'node20',
    outDir: 'bin',
    rolldownOptions: {
      output: { entryFileNames: 'shuffle-lab.mjs', codeSplitting: false, banner: '#!/usr/bin/env node' },
    },
  },
  // Everything is bundled except the browser's driver, which the package lists.
  ssr: { noExternal: true, external: ['playwright'] },
});
