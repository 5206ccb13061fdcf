// `npm run lab -- ADDRESS`: installs what is missing, then hands over to the command, which is written in TypeScript.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../scripts/lib/install.mjs';

const here = dirname(fileURLToPath(import.meta.url));
ensureInstalled(dirname(here));
/** A signal that comes while the command is loaded. @type {NodeJS.Signals | undefined} */
let early;
/** @param {NodeJS.Signals} signal */
const hear = (signal) => {
  early ??= signal;
};
process.on('SIGINT', hear).on('SIGTERM', hear);
const { runnerImport } = await import('vite');
/** @type {{ module: typeof import('./command.ts') }} */
const { module } = await runnerImport(join(here, 'command.ts'), { logLevel: 'error' });
process.exit(await module.command(process.argv.slice(2), early));
