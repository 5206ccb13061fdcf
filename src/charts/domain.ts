/** The end of a chart's step axis. */

const FEWEST = 50;

/**
 * The axis' end after `step` of `total` steps: the next of 50, 100, 200, 500, 1,000 …, at most the end of the run. So
 * an early curve fills the chart and the axis seldom changes. Before the first step it is the whole run.
 */
export function axisEnd(step: number, total: number): number {
  const whole = Math.max(total, step, 1);
  if (step === 0) return whole;
  for (let power = 1; ; power *= 10) {
    for (const digit of [1, 2, 5]) {
      const end = digit * power;
      if (end >= whole) return whole;
      if (end >= step && end >= FEWEST) return end;
    }
  }
}
