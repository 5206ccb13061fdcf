/** Saved runs as chart overlays, with short names made from their differences. */
import { variantNames } from '../charts/marks.ts';
import type { Overlay } from '../charts/overlay.ts';
import { shortened } from '../shared/util/text.ts';
import { msg } from '../shared/util/texts.ts';
import { differingNames, type Named } from '../state/run-differences.ts';
import type { OverlaidRun } from '../state/saved-runs.ts';

/** Characters of a name that fit beside the curves. */
const LEGEND_LETTERS = 40;
const PRESENT = msg('this run');

/** `present` is the current run; undefined before training. */
export function overlaysOf(laid: readonly OverlaidRun[], present: Omit<Named, 'name'> | undefined): Overlay[] {
  const named = laid.map(({ runs }) => ({
    ...runs[0],
    name: runs.length > 1 ? null : runs[0].name,
    seeds: runs.length,
  }));
  const { length } = named;
  const names = differingNames([
    ...(present ? [{ params: present.params, events: present.events, name: PRESENT }] : []),
    ...named,
  ]).slice(-length);
  return laid.map(({ runs: [{ params, events }], slot, histories }, i) => ({
    name: shortened(names[i] ?? '', LEGEND_LETTERS),
    slot,
    variants: variantNames(params, events).map((name) => name.replace(/ labels$/, '')),
    runs: histories,
  }));
}
