import { expect, it } from 'vitest';
import { oklch } from './oklch.ts';

it('gives the sRGB colours that CSS Color 4 lists for OKLCH', () => {
  expect(oklch(0.62796, 0.25768, 29.234)).toBe('#ff0000');
  expect(oklch(0.86644, 0.29483, 142.495)).toBe('#00ff00');
  expect(oklch(0.45201, 0.31321, 264.052)).toBe('#0000ff');
  expect(oklch(0.51975, 0.17686, 142.495)).toBe('#008000');
  expect([oklch(0, 0, 0), oklch(1, 0, 0)]).toEqual(['#000000', '#ffffff']);
});

it('reduces chroma outside sRGB and keeps the lightness', () => {
  const grey = oklch(0.5, 0, 200);
  const strong = oklch(0.5, 0.4, 200);
  expect(strong).not.toBe(grey);
  expect(strong).toMatch(/^#[0-9a-f]{6}$/);
});
