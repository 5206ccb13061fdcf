/** The axis of a chart or picture: its ends, its ticks, and the relative position of a value. */

export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  /** Maps the low end to 0 and the high end to 1. */
  readonly place: (value: number) => number;
}

const STEPS = [1, 2, 5, 10];
/** More powers of ten than this are thinned out. */
const MOST_POWERS = 8;

/** About `wanted` round ticks. The ends are ticks unless `exact`. */
export function linearAxis(low: number, high: number, wanted: number, exact = false): Axis {
  const size = Math.max(Math.abs(low), Math.abs(high));
  // Values that differ by less than a millionth of their size count as equal.
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

/** Powers of ten. A short range adds 2 and 5 between them; a long one skips some. Both ends must be positive. */
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
  // For a short range, the ticks of a linear axis are denser.
  const ticks = round.length > 1 ? round : linearAxis(min, max, 5, true).ticks;
  const height = Math.log(max / min);
  return { min, max, ticks, place: (value) => Math.log(value / min) / height };
}
