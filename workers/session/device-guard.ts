/**
 * Keeps a lost GPU from corrupting a run: its zeros are not taken for numbers, nor its errors for faults of the
 * trainer.
 */
import type { Failure } from '../../src/shared/run/run-records.ts';
import { deviceLost, failureOf, NotFiniteError } from './failures.ts';
import type { SessionDeps } from './session-deps.ts';
import type { Run, RunCheckpoint } from '../training/run.ts';

type Asked = Pick<SessionDeps, 'deviceLoss' | 'askedDeviceLoss'>;

/** Throws if the device is lost. A lost WebGL context returns zeros for every read. */
export function expectDevice(parts: Asked): void {
  const lost = parts.deviceLoss();
  if (lost !== null) throw new Error(lost);
}

/** What the run saves. Throws if the device was lost before everything was read. */
export async function savedWhole(run: Run, parts: Asked): Promise<RunCheckpoint> {
  const saved = await run.save();
  expectDevice(parts);
  return saved;
}

/** The failure that an exception at `step` of a run means. */
export async function failureBehind(error: unknown, step: number, parts: Asked): Promise<Failure> {
  const lost = error instanceof NotFiniteError ? null : await parts.askedDeviceLoss();
  return lost === null ? failureOf(error, step) : deviceLost(lost, step);
}
