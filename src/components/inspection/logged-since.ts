/** Says which evaluations a curve over time has. */
import { formatCount } from '../../charts/format.ts';
import { msg, str } from '../../shared/util/texts.ts';

/** A sentence for the record of single evaluations that begins at step `first`; checkpoints don't have the record. */
export function loggedSince(first: number | undefined): string {
  if (first === undefined) return '';
  return msg(
    str`Evaluations from step ${formatCount(first)} on. The record begins again when a run resumes, and long runs keep every second or fourth evaluation.`,
  );
}
