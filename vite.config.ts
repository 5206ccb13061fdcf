import { defineConfig } from 'vite';

/** Cross-origin isolation: what shared memory, and with it wasm threads, ask for. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  base: './',
  build: { target: 'es2022', outDir: 'dist' },
  worker: { format: 'es' },
  server: { headers: isolation },
  preview: { headers: isolation },
});
