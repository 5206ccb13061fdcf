import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams } from './run-params.ts';
import { slidingStride, snapshotSteps } from './windows.ts';

describe('snapshots of a window', () => {
  it('are seven, with six equal segments, unless a stride is set', () => {
    expect(snapshotSteps({ start: 1000, stop: 7000 }, null)).toEqual([1000, 2000, 3000, 4000, 5000, 6000, 7000]);
    expect(snapshotSteps({ start: 0, stop: 400 }, null)).toEqual([0, 67, 133, 200, 267, 333, 400]);
  });

  it('are fewer where the window has fewer than six steps', () => {
    expect(snapshotSteps({ start: 5, stop: 8 }, null)).toEqual([5, 6, 7, 8]);
  });

  it('follow the stride and end with the window', () => {
    expect(snapshotSteps({ start: 10, stop: 40 }, 10)).toEqual([10, 20, 30, 40]);
    expect(snapshotSteps({ start: 10, stop: 45 }, 10)).toEqual([10, 20, 30, 40, 45]);
    expect(snapshotSteps({ start: 10, stop: 45 }, 1000)).toEqual([10, 45]);
  });

  it('ascend from start to stop with nearly equal segments', () => {
    const cases = fc.tuple(
      fc.nat(10_000),
      fc.integer({ min: 1, max: 10_000 }),
      fc.option(fc.integer({ min: 1, max: 5000 })),
    );
    fc.assert(
      fc.property(cases, ([start, length, stride]) => {
        const steps = snapshotSteps({ start, stop: start + length }, stride);
        expect(steps[0]).toBe(start);
        expect(steps.at(-1)).toBe(start + length);
        const segments = steps.slice(1).map((step, k) => step - (steps[k] ?? NaN));
        expect(Math.min(...segments)).toBeGreaterThanOrEqual(1);
        if (stride === null) {
          expect(segments).toHaveLength(Math.min(6, length));
          expect(Math.max(...segments) - Math.min(...segments)).toBeLessThanOrEqual(1);
        } else {
          expect(segments.slice(0, -1).every((segment) => segment === stride)).toBe(true);
          expect(segments.at(-1)).toBeLessThanOrEqual(stride);
        }
      }),
    );
  });
});

describe('settings left open', () => {
  it('become five equal windows that cover the run', () => {
    expect(resolveParams(DEFAULT_PARAMS).windows).toEqual(
      [0, 400, 800, 1200, 1600].map((start) => ({ start, stop: start + 400 })),
    );
    expect(resolveParams({ ...DEFAULT_PARAMS, steps: 3 }).windows.map(({ stop }) => stop)).toEqual([1, 2, 3]);
    expect(resolveParams({ ...DEFAULT_PARAMS, steps: 1 }).windows).toEqual([{ start: 0, stop: 1 }]);
  });

  it('become the model’s own width and normalization', () => {
    expect(resolveParams(DEFAULT_PARAMS)).toMatchObject({ width: [512, 512], norm: 'none' });
    expect(resolveParams({ ...DEFAULT_PARAMS, model: 'cnn' })).toMatchObject({
      width: [16, 32, 64, 128],
      norm: 'batch',
    });
    expect(resolveParams({ ...DEFAULT_PARAMS, model: 'inception-small' })).toMatchObject({ width: [], norm: 'batch' });
    expect(resolveParams({ ...DEFAULT_PARAMS, width: [7], norm: 'batch' })).toMatchObject({
      width: [7],
      norm: 'batch',
    });
  });
});

describe('the sliding TPM’s stride', () => {
  it('is the stride, or a sixth of the first window but at least one step', () => {
    expect(slidingStride(resolveParams(DEFAULT_PARAMS))).toBe(67);
    expect(slidingStride(resolveParams({ ...DEFAULT_PARAMS, stride: 9 }))).toBe(9);
    expect(slidingStride(resolveParams({ ...DEFAULT_PARAMS, steps: 5 }))).toBe(1);
  });
});
