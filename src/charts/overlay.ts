/** Other runs laid over a chart: their lines beside the present run's, each run with a colour and a dash of its own. */
import type { VariantHistory } from '../state/variant-history.ts';
import type { ChartSpec } from './chart-specs.ts';
import type { Line } from './line.ts';
import { overlayStyle } from './palette.ts';

export interface Overlay {
  readonly name: string;
  /** Which colour and dash, from 0. */
  readonly slot: number;
  readonly arms: readonly VariantHistory[];
}

/** Lines of all overlays; their arms count on from `first`. */
export function overlayLines(spec: ChartSpec, overlays: readonly Overlay[], first: number, dark: boolean): Line[] {
  let arm = first;
  return overlays.flatMap(({ slot, arms }) =>
    arms.flatMap((history) => {
      const own = spec.lines([history], dark);
      const at = arm++;
      return own.map((line, index) => ({
        ...line,
        arm: at,
        style: overlayStyle(slot, { index, count: own.length, dark }),
      }));
    }),
  );
}

/** A name for each arm of the overlays. */
export function overlayNames(overlays: readonly Overlay[]): string[] {
  return overlays.flatMap(({ name, arms }) =>
    arms.length < 2 ? [name] : [`${name}, true`, `${name}, shuffled`].slice(0, arms.length),
  );
}
