/** Number formats of the page. */
import { describe, expect, it } from 'vitest';
import { formatCount, formatDuration, formatNumber, formatPercent, formatSetting } from './format.ts';

describe('formatNumber', () => {
  it.each([
    [2.302585, '2.30'],
    [0.012345, '0.0123'],
    [-0.2204, '−0.220'],
    [12345.6, '12,346'],
    [999.6, '1,000'],
    [0, '0'],
    [1.234e-5, '1.23e−5'],
    [3.21e8, '3.21e8'],
    [NaN, '–'],
    [Infinity, '–'],
    [null, '–'],
    [undefined, '–'],
  ])('%s → %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('formatPercent', () => {
  it.each([
    [0.5, '50.0%'],
    [0.99996, '99.9%'],
    [1, '100%'],
    [0.00004, '0.1%'],
    [0, '0%'],
    [NaN, '–'],
  ])('%s → %s: only 1 is 100%, only 0 is 0%', (value, text) => {
    expect(formatPercent(value)).toBe(text);
  });
});

it('groups steps by thousands', () => {
  expect(formatCount(1240)).toBe('1,240');
  expect(formatCount(1234567)).toBe('1,234,567');
  expect(formatCount(999)).toBe('999');
});

it.each([
  [1.6, '2 s'],
  [200, '3 min 20 s'],
  [599.4, '9 min 59 s'],
  [599.6, '10 min'],
  [3569, '59 min'],
  [3570, '1 h 0 min'],
  [7500, '2 h 5 min'],
  [NaN, '–'],
])('%s seconds → %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

it('writes settings as a user would type them', () => {
  expect(formatSetting(0.05)).toBe('0.05');
  expect(formatSetting(0.0003)).toBe('3e−4');
  expect(formatSetting(0)).toBe('0');
});
