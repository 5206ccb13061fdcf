// What the pages of docs/experiments tell of their runs: a row a run in a CSV file, and the table of means made from it.

/**
 * @typedef {readonly (number | null)[]} Column
 * @typedef {{ readonly step: readonly number[], readonly m: Column, readonly signal: Column, readonly noise: Column }} Probes
 * @typedef {{
 *   readonly params: Readonly<Record<string, unknown>>,
 *   readonly evaluations: Readonly<Record<string, Column>> & { readonly step: readonly number[] },
 *   readonly probes: Readonly<Record<string, Probes>>,
 * }} Run
 */

/** Examples that a layer's coherence is told for, and the steps over which signal and noise are averaged. */
const M = 512;
const EARLY = { from: 1, to: 50 };

export const QUANTITIES = ['train', 'test', 'best test', 'at step', 'coherence'];

/** @param {Probes | undefined} probes */
function earlyCoherence(probes) {
  if (!probes) return NaN;
  let signal = 0;
  let noise = 0;
  for (const [row, step] of probes.step.entries()) {
    if (step < EARLY.from || step > EARLY.to) continue;
    signal += probes.signal[row] ?? NaN;
    noise += probes.noise[row] ?? NaN;
  }
  return (M * signal + noise) / (signal + noise);
}

/**
 * Training and test accuracy at the end, the best test accuracy at an evaluation and its step, and the first layer's
 * coherence early on; NaN where it is not measured.
 * @param {Run} run
 * @returns {number[]} in the order of `QUANTITIES`
 */
export function figuresOf({ evaluations, probes }) {
  const test = (evaluations.testAccuracy ?? []).map((value) => value ?? NaN);
  const best = Math.max(...test);
  const layer = Object.keys(probes)[0] ?? '';
  return [
    evaluations.trainAccuracy?.at(-1) ?? NaN,
    test.at(-1) ?? NaN,
    best,
    evaluations.step[test.indexOf(best)] ?? NaN,
    earlyCoherence(probes[layer]),
  ];
}

/** @param {string} csv @returns {string[][]} */
const rowsOf = (csv) =>
  csv
    .trim()
    .split('\n')
    .map((line) => line.split(','));

/** @param {string} quantity @param {number} value */
function valueText(quantity, value) {
  if (Number.isNaN(value)) return '–';
  if (quantity === 'at step') return String(Math.round(value));
  return quantity === 'coherence' ? value.toFixed(1) : `${(100 * value).toFixed(1)}%`;
}

/**
 * A table with a row for each combination of the settings: the mean over seeds, and in brackets the least and the most.
 * @param {string} csv columns: settings, "seed", `QUANTITIES`, "sha256"
 * @returns {string[]} lines of Markdown with single spaces
 */
export function tableOf(csv) {
  const [head = [], ...rows] = rowsOf(csv);
  const settings = head.slice(0, head.indexOf('seed'));
  const shown = QUANTITIES.filter((name) => rows.some((row) => row[head.indexOf(name)] !== ''));
  /** @type {Map<string, string[][]>} */
  const groups = new Map();
  for (const row of rows) {
    const key = row.slice(0, settings.length).join(' | ');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const lines = [...groups].map(([key, members]) => {
    const cells = shown.map((name) => {
      const values = members.map((row) => (row[head.indexOf(name)] === '' ? NaN : Number(row[head.indexOf(name)])));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      if (values.length === 1) return valueText(name, mean);
      return `${valueText(name, mean)} (${valueText(name, Math.min(...values))}–${valueText(name, Math.max(...values))})`;
    });
    return `| ${[key, ...cells].join(' | ')} |`;
  });
  return [`| ${[...settings, ...shown].join(' | ')} |`, ...lines];
}
