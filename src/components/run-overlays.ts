/** Kept runs as the charts overlay them: short names of what sets them apart. */
import { variantNames } from '../charts/marks.ts';
import type { Overlay } from '../charts/overlay.ts';
import { shortened } from '../shared/text.ts';
import { differingNames } from '../state/run-differences.ts';
import type { OverlaidRun } from '../state/saved-runs.ts';
import { runName } from './run-name.ts';

/** Letters of a name that have room beside the curves. */
const LEGEND_LETTERS = 40;

export function overlaysOf(laid: readonly OverlaidRun[]): Overlay[] {
  const named = laid.map(({ runs }) => ({
    ...runs[0],
    name: runs.length > 1 ? null : runs[0].name,
    seeds: runs.length,
  }));
  const names = laid.length > 1 ? differingNames(named) : laid.map(({ runs }) => groupName(runs));
  return laid.map(({ runs: [{ params, events }], slot, histories }, i) => ({
    name: shortened(names[i] ?? '', LEGEND_LETTERS),
    slot,
    variants: variantNames(params, events).map((name) => name.replace(/ labels$/, '')),
    runs: histories,
  }));
}

/** The one run laid over the charts, or the one group. */
function groupName(runs: OverlaidRun['runs']): string {
  return runs.length === 1 ? runName(runs[0]) : `mean of ${runs.length} seeds`;
}
