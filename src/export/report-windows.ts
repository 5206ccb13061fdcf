/** TPM and weight norms per layer and window, in the form of the original note: a row per layer. */
import { variantsOf, type RunFile, type RunRecord } from '../shared/run/run-file.ts';
import { msg } from '../shared/util/texts.ts';
import { variantTitles } from './columns.ts';
import type { Block } from './report-blocks.ts';
import { decimals, straightness, stepRange } from './text.ts';

type WindowRow = RunRecord['windows'][number];

const MEANING = msg(
  'TPM is the straightness of a layer’s path through a window: the length of its displacement over the length of the path through n + 1 snapshots of its kernel. 1 is a straight line, 1/√n a random walk, 1/n jitter around a point; values of different n cannot be compared. The note that reports TPM never defines it; this reading is the one that reproduces all its regimes. TPM tells how a network trains, not whether its labels are true.',
);

const TABLES: readonly (readonly [title: string, read: (row: WindowRow) => string])[] = [
  ['TPM', (row) => straightness(row.tpm)],
  [msg('Weight norm, start → end'), (row) => `${decimals(row.weightNormStart)} → ${decimals(row.weightNormStop)}`],
  [msg('Decay alignment'), (row) => decimals(row.decayAlignment)],
];

export function windowTables(file: RunFile): Block[] {
  const variants = variantsOf(file);
  if (variants.every((run) => run.windows.length === 0)) return [];
  const titles = variantTitles(file);
  const blocks: Block[] = [
    { kind: 'heading', level: 2, text: msg('Windows') },
    { kind: 'paragraph', text: MEANING },
  ];
  for (const [title, read] of TABLES) {
    for (const [index, run] of variants.entries()) {
      const variant = variants.length > 1 ? `${title}: ${titles[index] ?? ''}` : title;
      blocks.push({ kind: 'heading', level: 3, text: variant }, windowTable(run, read));
    }
  }
  return blocks;
}

/** "–" if a window wasn't reached or the value isn't defined. */
function windowTable(run: RunRecord, read: (row: WindowRow) => string): Block {
  const columns = new Map<string, WindowRow>();
  for (const row of run.windows) columns.set(`${row.start}-${row.stop}`, row);
  const heads = [...columns.values()].sort((a, b) => a.start - b.start || a.stop - b.stop);
  const rows = run.layers.map(({ name }) => [
    name,
    ...heads.map((head) => {
      const row = run.windows.find((own) => own.layer === name && own.start === head.start && own.stop === head.stop);
      return row ? read(row) : decimals(null);
    }),
  ]);
  return {
    kind: 'table',
    head: [msg('layer'), ...heads.map(({ start, stop, segments }) => `${stepRange(start, stop)} (n = ${segments})`)],
    rows,
  };
}
