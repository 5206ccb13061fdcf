import { describe, expect, it } from 'vitest';
import { evaluationDue, evaluationPlan, probeDue } from './cadence.ts';

describe('cadence', () => {
  it('probes periodically, denser early, and never at 0', () => {
    const due = (interval: number): number[] =>
      Array.from({ length: 101 }, (_, k) => k).filter((k) => probeDue(interval, k));
    expect(due(25)).toEqual([0, 1, 2, 3, 5, 7, 10, 14, 20, 25, 30, 40, 50, 75, 100]);
    expect(due(0)).toEqual([]);
  });

  it('evaluates at round steps, doubling up to them', () => {
    expect(evaluationPlan(128, 15_000)).toEqual({ interval: 200, early: [20, 40, 80, 160] });
    expect(evaluationPlan(64, 30_000)).toEqual({ interval: 1000, early: [80, 160, 320, 640] });
    expect(evaluationPlan(4096, 100)).toEqual({ interval: 1, early: [] });
    const plan = evaluationPlan(128, 15_000);
    expect([0, 1, 20, 30, 160, 200, 320, 400].filter((step) => evaluationDue(plan, step))).toEqual([
      0, 20, 160, 200, 400,
    ]);
  });

  it('adds about a fifth to a long run’s arithmetic', () => {
    const { interval } = evaluationPlan(128, 70_000);
    expect(70_000 / 128 / 3 / interval).toBeLessThanOrEqual(0.2);
  });
});
