/** Histograms with equal bins, and quantiles. */

export type Numbers = readonly number[] | Float32Array;

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Smallest and largest finite value; undefined if there is none. */
export function rangeOf(values: Numbers): Range | undefined {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : undefined;
}

/** Counts in each of `bins` equal parts of [min, max]. Skips NaN and values outside. */
export function histogram(values: Numbers, { min, max }: Range, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  const scale = max > min ? bins / (max - min) : 0;
  for (const value of values) {
    if (!(value >= min && value <= max)) continue;
    // The largest value belongs to the last bin.
    const bin = Math.min(bins - 1, Math.floor((value - min) * scale));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** Quantiles at these fractions in [0, 1], interpolated linearly between sorted values; NaN if there are no values. */
export function quantiles(values: Numbers, at: readonly number[]): number[] {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  return at.map((fraction) => {
    const place = fraction * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? NaN;
    return below + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? NaN) - below);
  });
}
