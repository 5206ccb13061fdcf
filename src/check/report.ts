/** The result of a check, for the page and as JSON for a bug report. `null` means "not available". */
import type { WorkName } from '../../bench/work.ts';
import type { CheckTarget, WrongCase } from '../shared/protocol/device-check.ts';
import { msg, str } from '../shared/util/texts.ts';

export interface KernelReport extends CheckTarget {
  /** The adapter's name; null if the backend is absent. */
  readonly adapter: string | null;
  /** Why it is absent or didn't finish. */
  readonly reason: string | null;
  readonly tests: number;
  readonly done: number;
  readonly wrong: readonly WrongCase[];
}

export interface SpeedReport {
  readonly backend: CheckTarget['backend'];
  readonly network: WorkName;
  readonly batch: number;
  /** Null if the steps took too long or failed; `reason` says which. */
  readonly stepsPerSecond: number | null;
  /** Share of a step's time in which JavaScript blocks the thread, 0 to 1. */
  readonly scriptShare: number | null;
  /** Bytes that the backend holds. */
  readonly bytes: number | null;
  readonly reason: string | null;
}

export interface DeviceReport {
  readonly format: 'shuffle-lab-check';
  readonly version: 1;
  readonly release: string;
  readonly browser: string;
  readonly cores: number;
  /** As the browser reports it, rounded and capped; null if it doesn't. */
  readonly memoryGB: number | null;
  readonly isolated: boolean;
  readonly webgpu: Readonly<Record<string, string | number | boolean>> | null;
  readonly kernels: readonly KernelReport[];
  readonly speed: readonly SpeedReport[];
}

/** Display name of a backend and its dispatch configuration. */
export const targetName = ({ backend, division }: CheckTarget): string =>
  division === undefined ? backend : msg(str`${backend}, divided for a ${division}`);
