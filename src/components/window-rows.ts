/** The windows of a run as rows for a table: every window and layer, whether measured, under way or not reached. */
import type { ResolvedParams, WindowRange } from '../shared/run-params.ts';
import type { WindowRow } from '../shared/run-records.ts';
import { snapshotSteps } from '../shared/windows.ts';

export type WindowPhase = 'ahead' | 'under way' | 'complete';

export interface WindowEntry {
  readonly window: WindowRange;
  readonly layer: string;
  readonly phase: WindowPhase;
  /** Segments planned. */
  readonly n: number;
  /** What is measured in each arm. */
  readonly arms: readonly (WindowRow | undefined)[];
}

export function windowPhase({ start, stop }: WindowRange, step: number): WindowPhase {
  if (step >= stop) return 'complete';
  return step < start ? 'ahead' : 'under way';
}

/** Window by window, each with the layers in order. `arms` holds the rows that the trainer sent for each arm. */
export function windowEntries(
  params: ResolvedParams,
  layers: readonly string[],
  arms: readonly (readonly WindowRow[])[],
  step: number,
): WindowEntry[] {
  const found = arms.map((rows) => new Map(rows.map((row) => [`${row.start}-${row.stop} ${row.layer}`, row])));
  return params.windows.flatMap((window) => {
    const n = snapshotSteps(window, params.stride).length - 1;
    const phase = windowPhase(window, step);
    return layers.map((layer) => {
      const key = `${window.start}-${window.stop} ${layer}`;
      return { window, layer, n, phase, arms: found.map((rows) => rows.get(key)) };
    });
  });
}
