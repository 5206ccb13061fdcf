import { join } from 'node:path';
import { defineConfig } from 'vite';
import { assembly } from '../vite/assembly.ts';

/** Cross-origin isolation, which shared memory asks for: jax-js runs threads on it. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [assembly()],
  // Unminified: stock tfjs's threads and jax-js send functions to their workers as text, which minification breaks.
  build: {
    target: 'es2022',
    minify: false,
    rolldownOptions: { input: ['index.html', 'history.html'].map((name) => join(import.meta.dirname, name)) },
  },
  worker: { format: 'es', plugins: () => [assembly()] },
  preview: { headers: isolation },
});
