import { describe, expect, it } from 'vitest';
import { duration, progressLine } from './progress.ts';

describe('progress', () => {
  it('is a bar with the time left at the current rate', () => {
    const line = progressLine({ activity: '', step: 1500, until: 6000, seconds: 10, begun: 500 });
    expect(line).toBe('[███████░░░░░░░░░░░░░░░░░░░░░░░] 25% · step 1,500 of 6,000 · 100 steps/s · 45 s left');
  });

  it('shows the page’s activity before the first step, and no time left at the last', () => {
    expect(progressLine({ activity: 'Loading MNIST', step: 0, until: 0, seconds: 0, begun: 0 })).toBe('Loading MNIST');
    expect(progressLine({ activity: '', step: 10, until: 10, seconds: 1, begun: 1 })).toMatch(/100% · step 10 of 10$/);
  });

  it('abbreviates durations', () => {
    expect([duration(59.4), duration(200), duration(7500)]).toEqual(['59 s', '3 min 20 s', '2 h 5 min']);
  });
});
