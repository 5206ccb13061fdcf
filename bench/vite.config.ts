import { join } from 'node:path';
import { defineConfig } from 'vite';
import { assembly } from '../vite/assembly.ts';
import { formulas } from '../vite/formulas.ts';
import { mnistDigits } from '../vite/mnist-digits.ts';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [assembly(), formulas(), mnistDigits()],
  // Unminified: stock tfjs's threads and jax-js send functions to their workers as text, which minification breaks.
  build: {
    target: 'es2022',
    minify: false,
    rolldownOptions: { input: ['index.html', 'history.html'].map((name) => join(import.meta.dirname, name)) },
  },
  worker: { format: 'es', plugins: () => [assembly()] },
});
