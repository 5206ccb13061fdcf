// Writes docs/observables.md from the page's explanations (npm run docs). A unit test fails where the two differ.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { runnerImport } from 'vite';

const target = fileURLToPath(new URL('../docs/observables.md', import.meta.url));
const source = fileURLToPath(new URL('../src/shared/explanations/observables-page.ts', import.meta.url));

/** @type {{ module: typeof import('../src/shared/explanations/observables-page.ts') }} */
const { module } = await runnerImport(source, { configFile: false, logLevel: 'error' });
await writeFile(target, await format(module.observablesPage(), { ...(await resolveConfig(target)), filepath: target }));
console.log(`wrote ${target}`);
