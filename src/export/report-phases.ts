/**
 * Describes a run in sentences computed from its numbers: plateau, shrinking, growth, fit, the decay-only end. Each
 * sentence contains its numbers. A phase that didn't happen is reported as such or left out.
 */
import { eventText } from '../charts/marks.ts';
import { timeToFit } from '../shared/observables/derived.ts';
import { classCount } from '../shared/data-sets/find.ts';
import type { Column, RunRecord } from '../shared/run/run-file.ts';
import { relabellings, rowsAfter } from '../shared/run/schedule.ts';
import { msg, str } from '../shared/util/texts.ts';

import { decimals, percent, span, straightness, stepRange, wholeNumber } from './text.ts';

/** Batch losses are averaged over blocks of a hundredth of the run, at most this many steps. */
const LONGEST_BLOCK = 50;
const SHORTEST_BLOCK = 5;
/** A plateau lasts at least this fraction of the run. */
const LASTING = 0.05;
/** Maximum distance from ln K at which a loss counts as chance. */
const NEAR = 0.02;
const FITTED = 0.99;
const STRAIGHT = 0.99;
/** Accuracy on true labels below this may be chance. */
const LEARNED = 0.3;

type WindowRow = RunRecord['windows'][number];

interface LossBlock {
  readonly start: number;
  readonly stop: number;
  readonly loss: number;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const defined = (values: Column): number[] => values.filter((value) => value !== null);

/** Means of the batch loss over blocks of `length` rows; a shorter last block joins the one before. */
export function lossBlocks({ steps }: Pick<RunRecord, 'steps'>, length: number): LossBlock[] {
  const blocks: LossBlock[] = [];
  for (let from = 0; from < steps.step.length;) {
    const to = steps.step.length - from < 2 * length ? steps.step.length : from + length;
    const losses = defined(steps.loss.slice(from, to));
    if (losses.length > 0) {
      blocks.push({ start: steps.step[from] ?? 0, stop: steps.step[to - 1] ?? 0, loss: mean(losses) });
    }
    from = to;
  }
  return blocks;
}

export function phases(run: RunRecord): string[] {
  const classes = run.data?.classNames.length ?? classCount(run.params.data);
  const chance = { loss: Math.log(classes), name: msg(str`ln ${classes}`) };
  const length = Math.min(LONGEST_BLOCK, Math.max(SHORTEST_BLOCK, Math.floor(run.steps.step.length / 100)));
  const blocks = lossBlocks(run, length);
  return [
    ...changes(run),
    ...plateau(blocks, chance, length),
    ...windowsOf(run).map((rows) => windowSentence(rows, kernelsOf(run, rows), blocks, chance)),
    ...fit(run),
    ...crossing(run),
  ];
}

/** The changes of the schedule that took effect, in order. */
function changes({ events, params, steps }: RunRecord): string[] {
  const last = steps.step.at(-1) ?? -1;
  return events
    .filter(({ step }) => step <= last)
    .map((event) => {
      const { step, key, value } = event;
      const relabelled =
        params.labels === 'resample'
          ? msg(str`${percent(value)} of labels resampled`)
          : msg(str`${percent(value)} of labels shuffled`);
      const what = key === 'shuffle' ? relabelled : eventText(event);
      return msg(str`Step ${wholeNumber(step)}: ${what}.`);
    });
}

interface Chance {
  readonly loss: number;
  readonly name: string;
}

/** The longest range near ln K. */
function plateau(blocks: readonly LossBlock[], chance: Chance, length: number): string[] {
  let best: readonly LossBlock[] = [];
  let open: LossBlock[] = [];
  for (const block of blocks) {
    open = Math.abs(block.loss - chance.loss) <= NEAR ? [...open, block] : [];
    if (open.length > best.length) best = open;
  }
  const [first] = best;
  const last = best.at(-1);
  const end = blocks.at(-1)?.stop ?? 0;
  if (!first || !last || last.stop - first.start < LASTING * end) return [];
  const where = stepRange(first.start, last.stop);
  return [
    msg(
      str`Plateau: the loss stays within ${NEAR} of ${chance.name} = ${decimals(chance.loss)} over steps ${where} (means of ${length} steps).`,
    ),
  ];
}

/** Rows of each completely measured window, in the order of the file. */
function windowsOf(run: RunRecord): WindowRow[][] {
  const groups = new Map<string, WindowRow[]>();
  for (const row of run.windows) {
    if (row.weightNormStart === null || row.weightNormStop === null) continue;
    const key = `${row.start}-${row.stop}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

interface Kernels {
  /** Convolutions if the network has some, else all kernels. */
  readonly rows: readonly WindowRow[];
  readonly word: string;
}

function kernelsOf(run: RunRecord, rows: readonly WindowRow[]): Kernels {
  const convolutions = new Set(run.layers.filter(({ shape }) => shape.length === 4).map(({ name }) => name));
  const own = rows.filter(({ layer }) => convolutions.has(layer));
  return own.length > 0 ? { rows: own, word: msg('convolution kernel') } : { rows, word: msg('kernel') };
}

const change = ({ weightNormStart, weightNormStop }: WindowRow): number =>
  (weightNormStop ?? NaN) / (weightNormStart ?? NaN) - 1;

function windowSentence(
  all: readonly WindowRow[],
  kernels: Kernels,
  blocks: readonly LossBlock[],
  chance: Chance,
): string {
  const { rows, word } = kernels;
  const first = rows[0] ?? all[0];
  if (!first) return '';
  const inside = blocks.filter((block) => block.stop > first.start && block.start <= first.stop);
  const lossWords = lossSentence(inside, chance);
  const tpm = defined(rows.map((row) => row.tpm));
  const alignment = defined(rows.map((row) => row.decayAlignment));
  const paths =
    tpm.length === 0 ? msg('TPM not defined') : msg(str`TPM ${span(tpm, straightness)} (n = ${first.segments})`);
  const changes = rows.map(change);
  const where = msg(str`Steps ${stepRange(first.start, first.stop)}`);
  const straight = tpm.length === rows.length && tpm.every((value) => value >= STRAIGHT);
  if (straight && alignment.length === rows.length && alignment.every((value) => value >= STRAIGHT)) {
    return msg(
      str`${where}, only decay left: every ${word} moves straight towards zero, ${paths}, decay alignment ${span(alignment, decimals)}; ${lossWords}`,
    );
  }
  const size = (values: readonly number[]): string => span(values.map(Math.abs), percent);
  if (changes.every((value) => value < 0)) {
    return msg(str`${where}, shrinking: the norm of every ${word} falls, by ${size(changes)}, ${paths}; ${lossWords}`);
  }
  if (changes.every((value) => value > 0)) {
    return msg(str`${where}, growth: the norm of every ${word} rises, by ${size(changes)}, ${paths}; ${lossWords}`);
  }
  const falling = changes.filter((value) => value < 0).length;
  return msg(
    str`${where}, mixed: the norms of ${falling} of ${rows.length} ${word}s fall and the others do not, ${paths}; ${lossWords}`,
  );
}

function lossSentence(blocks: readonly LossBlock[], chance: Chance): string {
  const first = blocks[0];
  const last = blocks.at(-1);
  if (!first || !last) return msg('no loss was measured there.');
  const near = blocks.every(({ loss }) => Math.abs(loss - chance.loss) <= NEAR);
  const [from, to] = [decimals(first.loss), decimals(last.loss)];
  return near
    ? msg(str`the loss goes from ${from} to ${to}, within ${NEAR} of ${chance.name} all the while.`)
    : msg(str`the loss goes from ${from} to ${to}.`);
}

function fit({ evaluations }: RunRecord): string[] {
  const { step, trainAccuracy, trainLoss } = evaluations;
  const row = trainAccuracy.findIndex((value) => value !== null && value >= FITTED);
  const best = Math.max(...defined(trainAccuracy));
  if (!Number.isFinite(best)) return [];
  const bestStep = step[trainAccuracy.indexOf(best)];
  const top = msg(str`best ${percent(best)} at step ${wholeNumber(bestStep)}`);
  if (row < 0)
    return [msg(str`Not fitted: training accuracy on the given labels never reaches ${percent(FITTED)}; ${top}.`)];
  const losses = trainLoss?.map((value) => value ?? NaN) ?? [];
  const times = [0.1, 0.01].flatMap((epsilon) => {
    const at = timeToFit(step, losses, epsilon);
    return Number.isNaN(at) ? [] : [msg(str`training loss ≤ ${epsilon} at step ${wholeNumber(at)}`)];
  });
  const fitted = msg(
    str`Fitted: training accuracy on the given labels is ${percent(trainAccuracy[row])} at step ${wholeNumber(step[row])}`,
  );
  return [`${[fitted, ...times, top].join('; ')}.`];
}

/** Where the predictions of corrupted examples change from their true to their observed labels. */
function crossing({ evaluations, params, events }: RunRecord): string[] {
  const { step, corruptedGiven, corruptedTrue } = evaluations;
  const ahead = step.map((_, row) => (corruptedGiven[row] ?? NaN) - (corruptedTrue[row] ?? NaN));
  const others = rowsAfter(relabellings(params, events), step);
  const row = ahead.findIndex((value, at) => value > 0 && (ahead[at - 1] ?? NaN) <= 0 && !others.includes(at));
  const learned = Math.max(...defined(corruptedTrue.slice(0, row)));
  if (row < 0 || learned < LEARNED) return [];
  return [
    msg(
      str`Corrupted examples: their accuracies on true and on given labels cross between steps ${stepRange(step[row - 1] ?? 0, step[row] ?? 0)}.`,
    ),
  ];
}

/** Compares the variants of a paired run window by window, only at equal n. */
export function comparison(first: RunRecord, second: RunRecord, names: readonly string[]): string[] {
  const others = windowsOf(second);
  return windowsOf(first).flatMap((rows) => {
    const [head] = rows;
    const pair = others.find(([row]) => row?.start === head?.start && row?.stop === head?.stop);
    if (!head || !pair || pair[0]?.segments !== head.segments) return [];
    const own = kernelsOf(first, rows);
    const other = kernelsOf(second, pair);
    const tpm = (kernels: Kernels): string => straightness(mean(defined(kernels.rows.map((row) => row.tpm))));
    const norm = (kernels: Kernels): string => {
      const value = mean(kernels.rows.map(change));
      return `${value > 0 ? '+' : ''}${percent(value)}`;
    };
    return [
      msg(
        str`Steps ${stepRange(head.start, head.stop)} (n = ${head.segments}), mean over the ${own.word}s, ${names.join(' against ')}: TPM ${tpm(own)} against ${tpm(other)}, norm ${norm(own)} against ${norm(other)}.`,
      ),
    ];
  });
}
