// `npm run sweep -- sweep.json`: installs what is missing, then runs the command, which is written in TypeScript.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../scripts/lib/install.mjs';

const here = dirname(fileURLToPath(import.meta.url));
ensureInstalled(dirname(here));
const { runnerImport } = await import('vite');
/** @type {{ module: typeof import('./sweep/command.ts') }} */
const { module } = await runnerImport(join(here, 'sweep', 'command.ts'), { logLevel: 'error' });
process.exit(await module.command(process.argv.slice(2)));
