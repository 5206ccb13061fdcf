/** Axes of small plots: round ticks, and the position of a value. */

const ROUND = [1, 2, 2.5, 5, 10];

/** Round, evenly spaced values that enclose [min, max], in about `count` steps; at least two. */
export function roundTicks(min: number, max: number, count: number): number[] {
  const span = max > min ? max - min : Math.abs(max) || 1;
  const unit = 10 ** Math.floor(Math.log10(span / count));
  const step = unit * (ROUND.find((factor) => factor * unit * count >= span) ?? 10);
  const first = Math.floor(min / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(max / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/** Powers of ten that enclose the positive values [min, max], in at most `count` steps. */
export function powerTicks(min: number, max: number, count: number): number[] {
  const first = Math.floor(Math.log10(min) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(max) - 1e-9));
  const step = Math.ceil((last - first) / count);
  return Array.from({ length: Math.ceil((last - first) / step) + 1 }, (_, k) => 10 ** (first + k * step));
}

/** Maps a value to its position between the first and the last tick, 0 … 1; NaN if it has no logarithm. */
export function placeOn(ticks: readonly number[], logarithmic: boolean): (value: number) => number {
  const scale = logarithmic ? (value: number) => (value > 0 ? Math.log10(value) : NaN) : (value: number) => value;
  const [from, to] = [scale(ticks[0] ?? 0), scale(ticks.at(-1) ?? 1)];
  return (value) => (scale(value) - from) / (to - from);
}
