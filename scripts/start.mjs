// `npm start`: from a clone to the lab in the browser. Installs what is missing, builds, and serves the production build.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './lib/install.mjs';
import { readOptions } from './lib/options.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const FIRST_PORT = 4173;

readOptions(
  `Usage: npm start

Installs what is missing, builds the page, and serves it at the first free port from ${FIRST_PORT} on, or from PORT on.`,
  {},
);
const port = Number(process.env.PORT ?? FIRST_PORT);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`PORT=${process.env.PORT ?? ''} is not a port, a whole number from 0 to 65535.`);
  process.exit(2);
}

ensureInstalled(root);
const { build, preview } = await import('vite');

console.log('Building the page …');
await build({ root, logLevel: 'warn' });
// If the port is taken, the next free one is used.
const server = await preview({ root, preview: { port, strictPort: false } });
const address = server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`;
console.log(`\nShuffle Lab is at  ${address}\nCtrl-C stops it.`);

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => {
    process.exit(0);
  });
}

// When npm is terminated, it does not tell its child processes. They watch for a change of their parent.
const parent = process.ppid;
if (process.env.npm_lifecycle_event === 'start') {
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, 1000).unref();
}
