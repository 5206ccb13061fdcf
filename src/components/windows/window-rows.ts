/**
 * The windows of a run as table rows: every window and layer, its phase (complete, under way, not reached …), and its
 * text.
 */
import { formatCount, formatNumber } from '../../charts/format.ts';
import type { RunState } from '../../shared/protocol/protocol.ts';
import type { ResolvedParams, WindowRange } from '../../shared/run/run-params.ts';
import type { WindowRow } from '../../shared/run/run-records.ts';
import { snapshotSteps } from '../../shared/run/windows.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { HeatMap } from '../figures/heat-map.ts';

/** The progress of a run. */
export interface Standing {
  /** Completed updates. */
  readonly step: number;
  readonly state: RunState;
}

/** If a run is done or failed, a window isn't `ahead` but `missed`, and not `under way` but `cut short`. */
export type WindowPhase = 'ahead' | 'missed' | 'under way' | 'paused' | 'cut short' | 'complete';

export interface WindowEntry {
  readonly window: WindowRange;
  readonly layer: string;
  readonly phase: WindowPhase;
  /** Planned segments. */
  readonly n: number;
  /** The measured row of each variant. */
  readonly variants: readonly (WindowRow | undefined)[];
}

export function windowPhase({ start, stop }: WindowRange, { step, state }: Standing): WindowPhase {
  if (step >= stop) return 'complete';
  const ended = state === 'done' || state === 'failed';
  if (step < start) return ended ? 'missed' : 'ahead';
  return ended ? 'cut short' : state === 'paused' ? 'paused' : 'under way';
}

/** The text instead of a window's numbers; empty if these are known. */
export function phaseText(phase: WindowPhase, { step }: Pick<Standing, 'step'>): string {
  switch (phase) {
    case 'ahead':
      return msg('not reached yet');
    case 'missed':
      return msg('not reached');
    case 'under way':
      return msg('under way');
    case 'paused':
      return msg(str`paused at step ${formatCount(step)}`);
    case 'cut short':
      return msg(str`ended at step ${formatCount(step)}`);
    case 'complete':
      return '';
  }
}

/** Window by window, each with the layers in order. `variants` has the trainer's rows for each variant. */
export function windowEntries(
  params: ResolvedParams,
  layers: readonly string[],
  variants: readonly (readonly WindowRow[])[],
  standing: Standing,
): WindowEntry[] {
  const found = variants.map((rows) => new Map(rows.map((row) => [`${row.start}-${row.stop} ${row.layer}`, row])));
  return params.windows.flatMap((window) => {
    const n = snapshotSteps(window, params.stride).length - 1;
    const phase = windowPhase(window, standing);
    return layers.map((layer) => {
      const key = `${window.start}-${window.stop} ${layer}`;
      return { window, layer, n, phase, variants: found.map((rows) => rows.get(key)) };
    });
  });
}

/** TPM of layers by windows; not defined in a window that isn't complete. */
export function tpmMap(
  entries: readonly WindowEntry[],
  layers: readonly string[],
  variants: readonly string[],
): HeatMap {
  const windows = entries.filter((_, i) => i % layers.length === 0).map(({ window }) => window);
  const tpm = (entry: WindowEntry | undefined, variant: number): number =>
    (entry?.phase === 'complete' ? entry.variants[variant]?.tpm : undefined) ?? NaN;
  return {
    label: msg('TPM by layer and window'),
    rowTitle: msg('layer'),
    columnTitle: msg('window'),
    rows: layers,
    columns: windows.map(({ start, stop }) => `${formatCount(start)}–${formatCount(stop)}`),
    variants: (variants.length === 0 ? [''] : variants).map((name, variant) => ({
      name,
      values: layers.map((_, layer) =>
        windows.map((_, window) => tpm(entries[window * layers.length + layer], variant)),
      ),
    })),
    format: formatNumber,
    range: { min: 0, max: 1 },
  };
}
