// `npm run lab -- ADDRESS`: installs what is missing, then runs the command, which is written in TypeScript.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../scripts/lib/install.mjs';

const here = dirname(fileURLToPath(import.meta.url));
ensureInstalled(dirname(here));
/** A signal that arrives while the command loads. @type {NodeJS.Signals | undefined} */
let early;
/** @param {NodeJS.Signals} signal */
const hear = (signal) => {
  early ??= signal;
};
process.on('SIGINT', hear).on('SIGTERM', hear);
const { runnerImport } = await import('vite');
/** @type {{ module: typeof import('./clone.ts') }} */
const { module } = await runnerImport(join(here, 'clone.ts'), { logLevel: 'error' });
process.exit(await module.run(process.argv.slice(2), early));
