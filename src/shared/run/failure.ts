import type { Failure, FailureKind } from './run-records.ts';

/** The parts of a failure's message, each of whole sentences; empty if there is nothing to say. */
export interface FailureParts {
  /** What happened. */
  readonly what: string;
  /** What was kept. */
  readonly kept: string;
  /** What to do. */
  readonly remedy: string;
}

/** A failure of a run, at `step` and in `layer` where they are known. */
export function failureFrom(
  kind: FailureKind,
  parts: FailureParts,
  step: number | null = null,
  layer: string | null = null,
): Failure {
  const message = [parts.what, parts.kept, parts.remedy].filter((text) => text !== '').join(' ');
  return { kind, message, ...parts, step, layer };
}
