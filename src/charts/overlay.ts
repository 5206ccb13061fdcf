/** Overlays: other runs in the same charts, each with its own colour and dash. */
import type { VariantHistory } from '../state/variant-history.ts';
import type { ChartSpec } from './chart-specs.ts';
import type { Line } from './line.ts';
import { overlayStyle } from './palette.ts';
import { meanLine } from './seed-mean.ts';

export interface Overlay {
  /** Short name that sets the run apart from the others in the charts. */
  readonly name: string;
  /** Index of colour and dash, from 0. */
  readonly slot: number;
  /** Names of a paired run's variants; empty for a single run. */
  readonly variants: readonly string[];
  /** The variants' histories of each run. Several runs differ only in their seed and are drawn as mean and band. */
  readonly runs: readonly (readonly VariantHistory[])[];
}

/** The histories of the overlays' variants. For a mean, those of the first run, whose clock and length it uses. */
export const overlaidVariants = (overlays: readonly Overlay[]): readonly VariantHistory[] =>
  overlays.flatMap(({ runs }) => runs[0] ?? []);

/** Lines of all overlays. Their variants are numbered from `first`. */
export function overlayLines(spec: ChartSpec, overlays: readonly Overlay[], first: number, dark: boolean): Line[] {
  let place = first;
  return overlays.flatMap(({ slot, runs }) =>
    (runs[0] ?? []).flatMap((history, variant) => {
      const own = spec.lines([history], dark);
      const others = runs.slice(1).map((run) => (run[variant] ? spec.lines([run[variant]], dark) : []));
      const at = place++;
      return own.map((line, index): Line => {
        const same = others.flatMap((lines) => lines.filter(({ name }) => name === line.name));
        const drawn = same.length === 0 ? line : meanLine([line, ...same], history);
        return { ...drawn, variant: at, style: overlayStyle(slot, { index, count: own.length, dark, variant }) };
      });
    }),
  );
}

/** A name for each variant of the overlays. */
export function overlayNames(overlays: readonly Overlay[]): string[] {
  return overlays.flatMap(({ name, runs, variants }) => {
    const count = runs[0]?.length ?? 0;
    return count < 2 ? [name] : Array.from({ length: count }, (_, i) => `${name}, ${variants[i] ?? String(i + 1)}`);
  });
}
