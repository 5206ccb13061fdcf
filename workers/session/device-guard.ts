/** What a lost GPU must not do to a run: have zeros taken for its numbers, or its own errors for faults of the trainer. */
import type { Failure } from '../../src/shared/run/run-records.ts';
import { deviceLost, failureOf, NotFiniteError } from './failures.ts';
import type { SessionDeps } from './session-deps.ts';
import type { Run, RunCheckpoint } from '../training/run.ts';

type Asked = Pick<SessionDeps, 'deviceLoss' | 'askedDeviceLoss'>;

/** Throws where the device is lost: a WebGL context that is gone gives zeros for whatever is read from it. */
export function expectDevice(parts: Asked): void {
  const lost = parts.deviceLoss();
  if (lost !== null) throw new Error(lost);
}

/** What the run saves, of a device that lived until all of it was read. */
export async function savedWhole(run: Run, parts: Asked): Promise<RunCheckpoint> {
  const saved = await run.save();
  expectDevice(parts);
  return saved;
}

/** The failure behind something thrown while a run was at `step`. */
export async function failureBehind(error: unknown, step: number, parts: Asked): Promise<Failure> {
  const lost = error instanceof NotFiniteError ? null : await parts.askedDeviceLoss();
  return lost === null ? failureOf(error, step) : deviceLost(lost, step);
}
