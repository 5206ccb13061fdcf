/** The axis of a chart or picture: its ends, its ticks, and where a value lies on it. */

export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  /** From 0 at the low end to 1 at the high end. */
  readonly place: (value: number) => number;
}

const STEPS = [1, 2, 5, 10];
/** More powers of ten than this are thinned out. */
const MOST_POWERS = 8;

/** About `wanted` round ticks; the ends are ticks themselves unless `exact`. */
export function linearAxis(low: number, high: number, wanted: number, exact = false): Axis {
  const size = Math.max(Math.abs(low), Math.abs(high));
  // Values that differ by less than a millionth of their size count as one.
  const span = Math.max(high - low, size * 1e-6) || 1;
  const power = 10 ** Math.floor(Math.log10(span / wanted));
  const step = power * (STEPS.find((digit) => span / (digit * power) <= wanted) ?? 10);
  const first = exact ? Math.ceil(low / step) : Math.floor(low / step);
  const last = exact ? Math.floor(high / step) : Math.ceil((low + span) / step);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  const min = exact ? low : (ticks[0] ?? low);
  const max = exact ? low + span : (ticks.at(-1) ?? low + span);
  return { min, max, ticks, place: (value) => (value - min) / (max - min) };
}

/** Powers of ten, with 2 and 5 between them where they are few, every so many where they are many. Both ends must be positive. */
export function logAxis(low: number, high: number): Axis {
  const min = low;
  const max = high > low * (1 + 1e-6) ? high : low * 10;
  const from = Math.floor(Math.log10(min));
  const to = Math.ceil(Math.log10(max));
  const digits = to - from > 3 ? [1] : [1, 2, 5];
  const every = Math.max(1, Math.ceil((to - from) / MOST_POWERS));
  const round: number[] = [];
  for (let power = every * Math.ceil(from / every); power <= to; power += every) {
    for (const digit of digits) {
      const tick = Number(`${digit}e${power}`);
      if (tick >= min && tick <= max) round.push(tick);
    }
  }
  // On a short stretch round numbers of a linear axis lie closer.
  const ticks = round.length > 1 ? round : linearAxis(min, max, 5, true).ticks;
  const height = Math.log(max / min);
  return { min, max, ticks, place: (value) => Math.log(value / min) / height };
}
