/** Converts between integer positions of a slider and values of a setting. */

export interface SliderScale {
  /** The largest position; the smallest is 0. */
  readonly positions: number;
  toValue(position: number): number;
  /** The nearest position; values beyond the ends are clipped. */
  toPosition(value: number): number;
}

const PER_DECADE = 20;

/** `positions` equal steps from 0 to 1. */
export function fractionScale(positions: number): SliderScale {
  const clamp = (position: number): number => Math.min(positions, Math.max(0, Math.round(position)));
  return { positions, toValue: (position) => position / positions, toPosition: (value) => clamp(value * positions) };
}

/**
 * Twenty steps per decade from 10^low to 10^high; values are rounded to two significant digits. `withZero` adds 0 below
 * them.
 */
export function logScale(low: number, high: number, withZero: boolean): SliderScale {
  const offset = withZero ? 1 : 0;
  const positions = (high - low) * PER_DECADE + offset;
  return {
    positions,
    toValue(position) {
      if (withZero && position === 0) return 0;
      return Number((10 ** (low + (position - offset) / PER_DECADE)).toPrecision(2));
    },
    toPosition(value) {
      if (value <= 0) return 0;
      const position = Math.round((Math.log10(value) - low) * PER_DECADE) + offset;
      return Math.min(positions, Math.max(offset, position));
    },
  };
}
