import { describe, expect, it } from 'vitest';
import { findPreset, PRESETS } from './presets.ts';
import { resolveParams } from './run-params.ts';
import { formatAddress, parseAddress } from './run-url.ts';

describe.each(PRESETS)('preset $name', (preset) => {
  it('parses from its name alone, without a fault', () => {
    const { address, issues } = parseAddress(`preset=${preset.name}`);
    expect(issues).toEqual([]);
    expect(address).toEqual({ preset: preset.name, params: preset.params, events: preset.events, start: false });
    expect(formatAddress(address)).toBe(`preset=${preset.name}`);
  });

  it('equals the same run written out in full', () => {
    const full = formatAddress({ preset: null, params: preset.params, events: preset.events, start: false });
    const { address, issues } = parseAddress(full);
    expect(issues).toEqual([]);
    expect(address).toMatchObject({ params: preset.params, events: preset.events });
  });

  it('is overridden by every other key', () => {
    const { address, issues } = parseAddress(`lr=0.3&preset=${preset.name}&n=1000&events=7:decay=0.5`);
    expect(issues).toEqual([]);
    expect(address.params).toEqual({ ...preset.params, lr: 0.3, n: 1000 });
    expect(address.events).toEqual([{ step: 7, key: 'decay', value: 0.5 }]);
  });

  it('has windows within its steps', () => {
    for (const { start, stop } of resolveParams(preset.params).windows) {
      expect(start).toBeLessThan(stop);
      expect(stop).toBeLessThanOrEqual(preset.params.steps);
    }
  });
});

it('every preset has its own name; others are unknown', () => {
  expect(new Set(PRESETS.map(({ name }) => name)).size).toBe(PRESETS.length);
  expect(findPreset('toString')).toBeUndefined();
  expect(findPreset(null)).toBeUndefined();
});
