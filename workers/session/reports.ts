/** What the session posts to the page between two steps: everything new of a variant since the last report. */
import type { TrainerEvent, Unstamped } from '../../src/shared/protocol/protocol.ts';
import type { Variant } from '../training/variant.ts';

export interface Report {
  readonly event: Unstamped<TrainerEvent>;
  readonly transfer: Transferable[];
}

/** Takes the new rows out of the variant `index`, after `step` completed updates. */
export function takeReports(variant: Variant, index: number, step: number): Report[] {
  const reports: Report[] = [];
  const chunks = variant.tables.take();
  if (chunks.length > 0) {
    const transfer = chunks.map(({ values }) => values.buffer);
    reports.push({ event: { type: 'rows', variant: index, step, chunks }, transfer });
  }
  if (variant.windowsChanged) {
    reports.push({ event: { type: 'windows', variant: index, rows: variant.windowRows }, transfer: [] });
  }
  variant.windowsChanged = false;
  reports.push(...takePredictions(variant, index));
  const ranking = variant.shown.takeRanking();
  if (ranking) reports.push({ event: { type: 'ranking', variant: index, ...ranking }, transfer: [] });
  return reports;
}

/** Single examples that changed since the last report. */
export function takePredictions(variant: Variant, index: number): Report[] {
  if (!variant.shown.changed) return [];
  variant.shown.changed = false;
  return [{ event: { type: 'predictions', variant: index, ...variant.shown.predictions }, transfer: [] }];
}
