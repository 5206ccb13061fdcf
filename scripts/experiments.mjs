// Writes docs/experiments/NAME/runs.csv from a sweep's folder of run files, and prints the page's table.
//   npm run sweep -- docs/sweeps/NAME.json --out runs && node scripts/experiments.mjs NAME runs shuffle
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figuresOf, QUANTITIES, tableOf } from './lib/experiments.mjs';

const [name = '', folder = '', ...settings] = process.argv.slice(2);
const rows = readdirSync(folder)
  .filter((file) => file.endsWith('.run.json'))
  .map((file) => {
    const bytes = readFileSync(join(folder, file));
    /** @type {unknown} */
    const parsed = JSON.parse(bytes.toString());
    const run = /** @type {import('./lib/experiments.mjs').Run} */ (parsed);
    const place = [...settings, 'seed'].map((key) => String(run.params[key]));
    const figures = figuresOf(run).map((value) => (Number.isNaN(value) ? '' : String(value)));
    return [...place, ...figures, createHash('sha256').update(bytes).digest('hex')];
  })
  .sort((a, b) => {
    const place = [...settings, 'seed'].findIndex((_, column) => a[column] !== b[column]);
    return Number(a[place]) - Number(b[place]) || (a[place] ?? '').localeCompare(b[place] ?? '');
  });
const csv = `${[[...settings, 'seed', ...QUANTITIES, 'sha256'], ...rows].map((row) => row.join(',')).join('\n')}\n`;
const target = fileURLToPath(new URL(`../docs/experiments/${name}/`, import.meta.url));
mkdirSync(target, { recursive: true });
writeFileSync(join(target, 'runs.csv'), csv);
console.log(tableOf(csv).join('\n'));
