// npm run bench: see options.ts for its options and docs/performance.md for its results.
import { join } from 'node:path';
import { runnerImport } from 'vite';

/** @type {{ module: typeof import('./main.ts') }} */
const { module } = await runnerImport(join(import.meta.dirname, 'main.ts'), { configFile: false, logLevel: 'error' });
process.exitCode = await module.main(process.argv.slice(2));
