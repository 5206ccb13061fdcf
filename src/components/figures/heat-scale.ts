/** The scale of a heat map: limits at round numbers, colours, and ticks of its key. */
import { placeOn, powerTicks, roundTicks } from './plot-scale.ts';

export interface HeatScale {
  /** Values with a number at the key, ascending; the first and the last are the limits. */
  readonly ticks: readonly number[];
  /** A value's position between the limits, 0 … 1; NaN where it isn't defined. */
  readonly at: (value: number) => number;
  /** Values have both signs: zero is in the middle. */
  readonly diverging: boolean;
}

interface ScaleOptions {
  readonly logarithmic?: boolean | undefined;
  /** Fixed limits. */
  readonly range?: { readonly min: number; readonly max: number } | undefined;
}

/** Approximate number of intervals between ticks. */
const INTERVALS = 4;
/** A logarithmic scale needs values at least this factor apart. */
const DECADE = 10;

/** The scale of all values that are compared. Values with both signs get equal limits on both sides of zero. */
export function heatScale(values: Iterable<number>, { logarithmic = false, range }: ScaleOptions): HeatScale {
  let [min, max, leastPositive] = [Infinity, -Infinity, Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (value > 0) leastPositive = Math.min(leastPositive, value);
  }
  if (range) ({ min, max } = range);
  if (min > max) [min, max] = [0, 1];
  const diverging = min < 0 && max > 0;
  if (diverging) [min, max] = [-Math.max(-min, max), Math.max(-min, max)];
  const powers = logarithmic && !range && !diverging && max >= DECADE * leastPositive;
  const ticks = powers ? powerTicks(leastPositive, max, INTERVALS) : roundTicks(min, max, INTERVALS);
  const place = placeOn(ticks, powers);
  // Zero has no logarithm: it gets the colour of the lower limit.
  const at = (value: number): number =>
    powers && value === 0 ? 0 : Number.isFinite(value) ? Math.min(1, Math.max(0, place(value))) : NaN;
  return { ticks, at, diverging };
}

type Rgb = readonly [number, number, number];

/** Viridis (Smith and van der Walt 2015): lightness rises evenly, and it is readable without colour vision. */
const VIRIDIS = ['#440154', '#472d7b', '#3b528b', '#2c728e', '#21918c', '#28ae80', '#5ec962', '#addc30', '#fde725'];
/** Blue below zero, vermilion above; zero is close to the page's surface. */
const DIVERGING = ['#0a4f8f', '#5b9bd0', '#f1f1f1', '#e39a68', '#963a00'];
const DIVERGING_DARK = ['#8accf8', '#36688f', '#23272d', '#95602f', '#f8b27c'];

/** The colour at position `part` (0 … 1) of a scale, red, green and blue from 0 to 255. */
export function heatColor(part: number, diverging: boolean, dark: boolean): Rgb {
  const stops = diverging ? (dark ? DIVERGING_DARK : DIVERGING) : VIRIDIS;
  const position = part * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(position));
  const [from, to] = [rgb(stops[index]), rgb(stops[index + 1])];
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(from[channel] + (to[channel] - from[channel]) * (position - index));
  return [mix(0), mix(1), mix(2)];
}

export const cssColor = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`;

/** Black or white, whichever has more contrast on the colour. */
export function inkOn(color: Rgb): string {
  const [red, green, blue] = color.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  // The luminance whose contrast with black equals that with white.
  return luminance > 0.179 ? '#000' : '#fff';
}

function rgb(hex = '#000000'): Rgb {
  const at = (start: number): number => Number.parseInt(hex.slice(start, start + 2), 16);
  return [at(1), at(3), at(5)];
}
