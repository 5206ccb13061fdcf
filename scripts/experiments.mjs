// Writes docs/experiments/NAME/runs.csv from the run files of sweeps, prints the page's table, and draws its figures.
//   npm run sweep -- docs/sweeps/NAME.json --out runs && node scripts/experiments.mjs NAME runs shuffle
// Several folders are joined by commas. --quantities LIST takes these columns, which may be any metric of sweeps, such as
// "tpm conv1 1600": its quantity, layer and step. --figure
// FILE=TITLE=QUANTITY[,QUANTITY][=SETTING] writes FILE.svg beside the CSV file, along the setting, and can be given several times.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { readOptions } from './lib/options.mjs';

const { values: options, positionals } = readOptions(
  `Usage: node scripts/experiments.mjs NAME FOLDER[,FOLDER...] [SETTING ...] [--quantities LIST]
                                    [--figure FILE=TITLE=QUANTITY[,QUANTITY] ...]

Writes docs/experiments/NAME/runs.csv and figures from the run files in the folders, and prints the page's table.`,
  { quantities: { type: 'string' }, figure: { type: 'string', multiple: true, default: [] } },
  2,
);
const source = fileURLToPath(new URL('lib/experiments.ts', import.meta.url));
/** @type {{ module: typeof import('./lib/experiments.ts') }} */
const { module: experiments } = await runnerImport(source, { configFile: false, logLevel: 'error' });

const [name = '', folders = '', ...settings] = positionals;
const quantities = options.quantities?.split(',') ?? [...experiments.USUAL];
const rows = folders
  .split(',')
  .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
  .filter((file) => file.endsWith('.run.json'))
  .flatMap((file) => {
    const bytes = readFileSync(file);
    /** @type {unknown} */
    const parsed = JSON.parse(bytes.toString());
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const runs = experiments.variantsOf(/** @type {import('../src/shared/run/run-file.ts').RunFile} */ (parsed));
    return runs.map((run) => ({ run, sha256 }));
  })
  .map(({ run, sha256 }) => {
    const params = /** @type {Readonly<Record<string, unknown>>} */ (/** @type {unknown} */ (run.params));
    const place = [...settings, 'seed'].map((key) => {
      const value = params[key];
      return Array.isArray(value) ? value.join('-') : String(value);
    });
    return [...place, ...experiments.figuresOf(run, quantities), sha256];
  })
  .sort((a, b) => {
    const place = [...settings, 'seed'].findIndex((_, column) => a[column] !== b[column]);
    return Number(a[place]) - Number(b[place]) || (a[place] ?? '').localeCompare(b[place] ?? '');
  });
const csv = `${[[...settings, 'seed', ...quantities, 'sha256'], ...rows].map((row) => row.join(',')).join('\n')}\n`;
const target = fileURLToPath(new URL(`../docs/experiments/${name}/`, import.meta.url));
mkdirSync(target, { recursive: true });
writeFileSync(join(target, 'runs.csv'), csv);
for (const figure of options.figure) {
  const [file = '', title = '', list = '', along] = figure.split('=');
  writeFileSync(join(target, `${file}.svg`), experiments.figureOf(csv, list.split(','), title, along));
}
console.log(experiments.tableOf(csv).join('\n'));
