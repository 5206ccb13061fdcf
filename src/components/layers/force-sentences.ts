/**
 * Sentences about which force dominated in a window, computed from its numbers: weight decay, which shrinks weights, or
 * the gradient.
 */
import { formatCount, formatNumber } from '../../charts/format.ts';
import type { WindowRow } from '../../shared/run/run-records.ts';
import { msg, str } from '../../shared/util/texts.ts';

/** At or above this alignment, a layer moved mostly towards 0. */
const ALIGNED = 0.5;

export interface ForceSummary {
  readonly start: number;
  readonly stop: number;
  readonly layers: number;
  /** Layers whose norm fell. */
  readonly shrunk: number;
  /** Medians over the layers; NaN if no layer has a value. */
  readonly alignment: number;
  readonly share: number;
  readonly leader: 'decay' | 'gradient' | 'neither';
}

/** Summary of one window's rows in one variant, a row per layer. Undefined without rows. */
export function forceSummary(rows: readonly WindowRow[]): ForceSummary | undefined {
  const [first] = rows;
  if (!first) return undefined;
  const shrunk = rows.filter(
    ({ weightNormStart: from, weightNormStop: to }) => from !== null && to !== null && to < from,
  );
  const alignment = median(rows.map((row) => row.decayAlignment));
  const most = 2 * shrunk.length > rows.length;
  return {
    start: first.start,
    stop: first.stop,
    layers: rows.length,
    shrunk: shrunk.length,
    alignment,
    share: median(rows.map((row) => row.decayShare)),
    leader: most ? (alignment >= ALIGNED ? 'decay' : 'neither') : 'gradient',
  };
}

const VERDICTS = {
  decay: msg(
    'Decay leads: the weights shrink straight towards 0, as the note has it for the first phase of shuffled labels.',
  ),
  gradient: msg('The gradient leads: most kernels grow, so decay does not explain this window.'),
  neither: msg('Neither leads plainly: most kernels shrink, but not straight towards 0.'),
} as const;

export function forceSentence(
  variant: string,
  { start, stop, layers, shrunk, alignment, share, leader }: ForceSummary,
): string {
  const cosine = formatNumber(alignment);
  const [from, to] = [formatCount(start), formatCount(stop)];
  const whose = variant === '' ? msg(str`Steps ${from}–${to}`) : msg(str`${variant}, steps ${from}–${to}`);
  const facts = Number.isNaN(share)
    ? msg(
        str`${whose}: the norms of ${shrunk} of ${layers} kernels fell, the decay alignment was ${cosine} (medians over layers).`,
      )
    : msg(
        str`${whose}: the norms of ${shrunk} of ${layers} kernels fell, the decay alignment was ${cosine}, decay pulled ${formatNumber(share)} times as hard as the summed gradient (medians over layers).`,
      );
  return `${facts} ${VERDICTS[leader]}`;
}

function median(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const middle = known.length / 2;
  const [low, high] = [known[Math.ceil(middle) - 1], known[Math.floor(middle)]];
  return low === undefined || high === undefined ? NaN : (low + high) / 2;
}
