import { describe, expect, it } from 'vitest';
import { DEFAULT_PARAMS, MAX_STEPS, PARAM_SPECS, paramText } from '../run/run-params.ts';
import * as types from './types.ts';

const number = types.number(0, 10);
const integer = types.integer(2, 5000);
const width = types.widths(8, 4096);
const windows = types.windows(20, MAX_STEPS);
const reads = (type: Pick<types.SettingType<unknown>, 'parse'>, text: string): unknown => {
  const parsed = type.parse(text);
  return parsed.ok ? parsed.value : parsed.reason;
};

describe('numbers', () => {
  it.each([
    ['0.05', 0.05],
    ['.5', 0.5],
    ['5.', 5],
    ['+3', 3],
    ['1e-4', 1e-4],
    ['2.5E0', 2.5],
    ['10', 10],
    ['0', 0],
    ['-0', 0],
  ])('%s', (text, value) => {
    expect(reads(number, text)).toBe(value);
  });

  // Guards against quadratic backtracking: this once took nearly an hour.
  it('rejects a text of a million digits quickly', () => {
    const digits = '1'.repeat(1_000_000);
    for (const text of [`${digits}x`, `.${digits}x`, `1.${digits}x`, `1e${digits}x`]) {
      expect(reads(number, text)).toBe('is not a number');
    }
  });

  it.each(['', ' ', '1 ', 'x', '0x10', '1e', 'NaN', 'Infinity', '1,5', '--1', '٣', '1_0', '0b1'])(
    'refuses %j',
    (text) => {
      expect(reads(number, text)).toBe('is not a number');
    },
  );

  it.each(['-0.1', '10.0001', '1e400', '-1e400'])('rejects %s outside the range', (text) => {
    expect(reads(number, text)).toBe('is not a number from 0 to 10');
  });

  it('reads whole numbers', () => {
    expect(reads(integer, '1e3')).toBe(1000);
    expect(reads(integer, '2.5')).toBe('is not a whole number');
    expect(reads(integer, '1')).toBe('is not a whole number from 2 to 5000');
  });
});

describe('other kinds', () => {
  it('reads choices, flags and sizes', () => {
    expect(reads(types.choice(['a', 'b']), 'b')).toBe('b');
    expect(reads(types.choice(['a', 'b']), 'A')).toBe('is not one of a, b');
    expect(reads(types.flag, '1')).toBe(true);
    expect(reads(types.flag, '0')).toBe(false);
    expect(reads(types.flag, 'true')).toBe('is not 1 or 0');
    expect(['native', '28', '14'].map((text) => reads(types.size(28, [14]), text))).toEqual([28, 28, 14]);
    expect(reads(types.size(28, [14]), '7')).toBe('is not native or 14');
  });

  it('reads widths', () => {
    expect(reads(width, '512')).toEqual([512]);
    expect(reads(width, '16-32-32')).toEqual([16, 32, 32]);
    for (const text of ['', '16-', '-16', '16--32', '0', '4097', '1.5', 'a']) {
      expect(reads(width, text)).toMatch(/^is not a list of whole numbers from 1 to 4096/);
    }
    expect(reads(width, Array(9).fill('1').join('-'))).toBe('names more than 8 layers');
  });

  it('reads windows', () => {
    expect(reads(windows, '0-5,1000-7000')).toEqual([
      { start: 0, stop: 5 },
      { start: 1000, stop: 7000 },
    ]);
    expect(reads(windows, '5-5')).toBe('has a window that ends before it starts, 5-5');
    expect(reads(windows, `0-${MAX_STEPS + 1}`)).toBe(`has a window past step ${MAX_STEPS}`);
    expect(reads(windows, Array(21).fill('1-2').join(','))).toBe('names more than 20 windows');
    for (const text of ['', '5', '1-2,', '1-2-3', '-1-5', '1e3-2e3']) {
      expect(reads(windows, text)).toMatch(/^is not a list of windows/);
    }
  });
});

describe('every setting', () => {
  it('has a default that round-trips through its type', () => {
    for (const spec of PARAM_SPECS) {
      const value = DEFAULT_PARAMS[spec.key];
      if (value !== null) expect(reads(spec.type, paramText(spec, value))).toEqual(value);
    }
  });

  it('is in the table once, with a label and a help text', () => {
    expect(PARAM_SPECS.map(({ key }) => key).sort()).toEqual(Object.keys(DEFAULT_PARAMS).sort());
    for (const { label, help } of PARAM_SPECS) expect(label.length * help.length).toBeGreaterThan(0);
  });
});
