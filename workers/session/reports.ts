/** What the session posts to the page between two steps: everything new of a variant since the last report. */
import type { TrainerEvent, Unstamped } from '../../src/shared/protocol/protocol.ts';
import type { Variant } from '../training/variant.ts';

export interface Report {
  readonly event: Unstamped<TrainerEvent>;
  readonly transfer: Transferable[];
}

/** Takes the new rows out of the variant `index`, after `step` completed updates. */
export function takeReports(arm: Variant, index: number, step: number): Report[] {
  const reports: Report[] = [];
  const chunks = arm.tables.take();
  if (chunks.length > 0) {
    const transfer = chunks.map(({ values }) => values.buffer);
    reports.push({ event: { type: 'rows', arm: index, step, chunks }, transfer });
  }
  if (arm.windowsChanged) {
    reports.push({ event: { type: 'windows', arm: index, rows: arm.windowRows }, transfer: [] });
  }
  arm.windowsChanged = false;
  reports.push(...takePredictions(arm, index));
  const ranking = arm.shown.takeRanking();
  if (ranking) reports.push({ event: { type: 'ranking', arm: index, ...ranking }, transfer: [] });
  return reports;
}

/** Single examples that changed since the last report. */
export function takePredictions(arm: Variant, index: number): Report[] {
  if (!arm.shown.changed) return [];
  arm.shown.changed = false;
  return [{ event: { type: 'predictions', arm: index, ...arm.shown.predictions }, transfer: [] }];
}
