/** The steps at which a window's snapshots are taken. */
import type { ResolvedParams, WindowRange } from './run-params.ts';

/** Segments of a window if no stride is set. */
export const DEFAULT_SEGMENTS = 6;

/**
 * Steps of a window's snapshots, with start and stop: every `stride` steps, or six segments as equal as integer steps
 * allow. A last segment shorter than the stride ends at the window's stop.
 */
export function snapshotSteps(window: WindowRange, stride: number | null): number[] {
  const { start, stop } = window;
  if (stride === null) {
    const at = (k: number): number => start + Math.round((k * (stop - start)) / DEFAULT_SEGMENTS);
    return [...new Set([0, 1, 2, 3, 4, 5, 6].map(at))];
  }
  const steps: number[] = [];
  for (let step = start; step < stop; step += stride) steps.push(step);
  return [...steps, stop];
}

/** Steps between the snapshots of the live sliding TPM: the stride, or a sixth of the first window. */
export function slidingStride(params: ResolvedParams): number {
  const first = params.windows[0];
  const sixth = first ? Math.round((first.stop - first.start) / DEFAULT_SEGMENTS) : params.steps;
  return params.stride ?? Math.max(1, sixth);
}
