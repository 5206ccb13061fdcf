/** The settings of each variant of a run. */
import type { ResolvedParams } from '../../src/shared/run/run-params.ts';
import { twinOf, type ScheduledEvent } from '../../src/shared/run/schedule.ts';
import type { VariantSettings } from './run.ts';

/** The variants of a run, the one with fewer shuffled labels first. */
export function variantSettings(params: ResolvedParams, events: readonly ScheduledEvent[]): VariantSettings[] {
  const own = { params, events, opposite: false };
  if (!params.twin) return [own];
  const twin = { ...twinOf(params, events), opposite: true };
  return twin.params.shuffle < params.shuffle ? [twin, own] : [own, twin];
}
