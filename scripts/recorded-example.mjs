// Writes src/charts/recorded-example.json from a run file: the pale curves in the charts before the first run.
//   npm run lab -- 'events=800:shuffle=1' --out example.run.json
//   node scripts/recorded-example.mjs example.run.json
import { readFileSync, writeFileSync } from 'node:fs';
import { readOptions } from './lib/options.mjs';

/** Rows of a column that has every step. */
const ROWS = 80;
const {
  positionals: [path = ''],
} = readOptions('Usage: node scripts/recorded-example.mjs RUN-FILE\n\nWrites src/charts/recorded-example.json.', {}, 1);
/**
 * @typedef {Record<string, (number | null)[]>} Table
 * @typedef {{ params: { steps: number }, steps: Table, evaluations: Table, layerSteps: Record<string, Table>, probes: Record<string, Table>, paths: Record<string, Table> }} Run
 */
/** @type {unknown} */
const parsed = JSON.parse(readFileSync(path, 'utf8'));
const run = /** @type {Run} */ (parsed);

/** @param {number | null} value */
const short = (value) => (value === null ? null : Number(value.toPrecision(3)));

/**
 * Rows near `ROWS` evenly spaced steps, and those around the change of labels.
 * @param {Table} table
 * @param {readonly string[]} names
 */
function thinned(table, names) {
  const steps = table.step ?? [];
  const every = Math.max(1, steps.length / ROWS);
  const rows = steps.map((_, row) => row).filter((row) => Math.floor(row / every) !== Math.floor((row - 1) / every));
  /** @type {Table} */
  const kept = { step: rows.map((row) => steps[row] ?? null) };
  for (const name of names) kept[name] = rows.map((row) => short(table[name]?.[row] ?? null));
  return kept;
}

/**
 * @param {'layerSteps' | 'probes' | 'paths'} family
 * @param {readonly string[]} names
 */
const perLayer = (family, names) =>
  Object.fromEntries(Object.entries(run[family]).map(([layer, table]) => [layer, thinned(table, names)]));

const example = {
  address: 'events=800:shuffle=1',
  steps: run.params.steps,
  tables: {
    steps: thinned(run.steps, ['loss', 'accuracy']),
    evaluations: thinned(
      run.evaluations,
      Object.keys(run.evaluations).filter((name) => name !== 'step'),
    ),
  },
  layers: {
    layerSteps: perLayer('layerSteps', ['gradientNorm', 'weightNorm']),
    probes: perLayer('probes', ['m', 'coherence', 'signal', 'noise']),
    paths: perLayer('paths', ['tpm']),
  },
};
const target = new URL('../src/charts/recorded-example.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(example)}\n`);
