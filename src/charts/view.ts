/** The view that all charts share: the visible range, the axis (steps or seconds), and the smoothing. */
import type { Overlay } from './overlay.ts';

export const AXES = ['step', 'time'] as const;
export type AxisKind = (typeof AXES)[number];

/** Time constants of smoothing in steps; 0 shows raw values. */
export const SMOOTHINGS = [0, 5, 20, 50, 200, 1000] as const;

/** A range of the axis, in steps or seconds. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The smallest visible share of the whole, which is also at least one step. */
const LEAST_SHARE = 1e-4;

/** Fires `change`. */
export class ChartView extends EventTarget {
  #range: Range | undefined;
  #axis: AxisKind = 'step';
  #smoothing = 0;
  #overlays: readonly Overlay[] = [];

  /** Undefined while the whole axis is visible. */
  get range(): Range | undefined {
    return this.#range;
  }

  get axis(): AxisKind {
    return this.#axis;
  }

  /** Changing the axis drops the range, which has no meaning on the other axis. */
  set axis(axis: AxisKind) {
    if (axis === this.#axis) return;
    this.#axis = axis;
    this.#range = undefined;
    this.#changed();
  }

  /** Time constant of the exponential mean, in steps. */
  get smoothing(): number {
    return this.#smoothing;
  }

  set smoothing(steps: number) {
    if (steps === this.#smoothing) return;
    this.#smoothing = steps;
    this.#changed();
  }

  /** Other runs in the same charts. */
  get overlays(): readonly Overlay[] {
    return this.#overlays;
  }

  set overlays(overlays: readonly Overlay[]) {
    this.#overlays = overlays;
    this.#changed();
  }

  /**
   * Shows `range` of an axis that ends at `end`, widened to the smallest visible range. A range that covers everything
   * shows the whole axis.
   */
  show(range: Range | undefined, end: number): void {
    const least = Math.max(LEAST_SHARE * end, this.#axis === 'step' ? 1 : 0);
    this.#range = range && fitted(range, end, least);
    this.#changed();
  }

  /** Shows the whole axis, wherever it ends. */
  showAll(): void {
    if (!this.#range) return;
    this.#range = undefined;
    this.#changed();
  }

  /** Scales the visible range by `factor` around its middle. */
  zoom(factor: number, end: number): void {
    const { from, to } = this.#range ?? { from: 0, to: end };
    const middle = (from + to) / 2;
    const half = ((to - from) / 2) * factor;
    this.show({ from: middle - half, to: middle + half }, end);
  }

  /** Moves the visible range by a share of its width. */
  pan(share: number, end: number): void {
    if (!this.#range) return;
    const { from, to } = this.#range;
    const width = to - from;
    const start = Math.min(Math.max(0, from + share * width), Math.max(0, end - width));
    this.show({ from: start, to: start + width }, end);
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** The range clipped to the axis and widened around its middle to `least`; undefined if it covers the whole axis. */
function fitted(range: Range, end: number, least: number): Range | undefined {
  const [low, high] = [Math.min(range.from, range.to), Math.max(range.from, range.to)];
  const [from, to] = [Math.max(0, low), Math.min(end, high)];
  if (least >= end || (from <= 0 && to >= end)) return undefined;
  if (to - from >= least) return { from, to };
  const start = Math.min(Math.max(0, (low + high - least) / 2), end - least);
  return { from: start, to: start + least };
}
