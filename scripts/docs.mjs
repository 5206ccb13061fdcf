// Writes the generated pages of docs/ (npm run docs). Unit tests fail if they differ.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { runnerImport } from 'vite';
import { readOptions } from './lib/options.mjs';

readOptions(
  'Usage: npm run docs\n\nWrites docs/observables.md and docs/using.md from the tables in the code, docs/performance.md and docs/experiments/README.md from committed runs.',
  {},
);

const path = (/** @type {string} */ below) => fileURLToPath(new URL(`../${below}`, import.meta.url));
const source = (/** @type {string} */ file) => runnerImport(path(file), { configFile: false, logLevel: 'error' });

/** @type {{ module: typeof import('../src/shared/glossary/observables-page.ts') }} */
const observables = await source('src/shared/glossary/observables-page.ts');
/** @type {{ module: typeof import('../cli/docs/using-page.ts') }} */
const using = await source('cli/docs/using-page.ts');
/** @type {{ module: typeof import('./lib/experiment-pages.ts') }} */
const pages = await source('scripts/lib/experiment-pages.ts');
/** @type {{ module: typeof import('./lib/performance-page.ts') }} */
const performance = await source('scripts/lib/performance-page.ts');
const read = (/** @type {string} */ file) => readFile(path(file), 'utf8');

for (const [file, text] of /** @type {const} */ ([
  ['docs/observables.md', observables.module.observablesPage()],
  ['docs/using.md', using.module.usingPage()],
  ['docs/performance.md', performance.module.withMeasurements(await read('docs/performance.md'))],
  [
    'docs/experiments/README.md',
    pages.module.withExperiments(await read('docs/experiments/README.md'), pages.module.experiments()),
  ],
])) {
  await writeFile(path(file), await format(text, { ...(await resolveConfig(path(file))), filepath: path(file) }));
  console.log(`wrote ${file}`);
}
