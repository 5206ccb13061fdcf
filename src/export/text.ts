/** Number formats of reports: three decimals as in the original note, "–" for undefined values. */
import { LANGUAGE } from '../shared/util/texts.ts';

export const UNDEFINED = '–';

type Maybe = number | null | undefined;

const isNumber = (value: Maybe): value is number => typeof value === 'number' && Number.isFinite(value);

const WHOLE = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 6 });
const FIXED = [2, 3, 4].map(
  (digits) =>
    new Intl.NumberFormat(LANGUAGE, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: false,
    }),
);

/** With 2, 3 or 4 decimals. `toFixed` rounds the number itself, where Intl would round its shortest decimal form. */
const fixed = (value: number, digits: 2 | 3 | 4): string =>
  FIXED[digits - 2]?.format(Number(value.toFixed(digits))) ?? '';

/** 12345 → 12,345. */
export function wholeNumber(value: Maybe): string {
  return isNumber(value) ? WHOLE.format(Math.round(value)) : UNDEFINED;
}

/** TPM, cosines, norms, losses: .3514 → 0.351, 2.6 → 2.600; a power of ten below .0005. */
export function decimals(value: Maybe): string {
  if (!isNumber(value)) return UNDEFINED;
  if (value !== 0 && Math.abs(value) < 5e-4) return minus(value.toExponential(2));
  return minus(fixed(value, 3));
}

/** TPM as in the original note: .351, and .9994 where three decimals would round to 1. */
export function straightness(value: Maybe): string {
  return isNumber(value) && value > 0.995 && value < 1 ? fixed(Math.min(value, 0.9999), 4) : decimals(value);
}

/** A fraction as a percentage with two decimals: .99951 → 99.95%. Only 1 is "100%". */
export function percent(value: Maybe): string {
  if (!isNumber(value)) return UNDEFINED;
  if (value === 1 || value === 0) return `${value * 100}%`;
  return minus(`${fixed(value < 1 ? Math.min(99.99, value * 100) : value * 100, 2)}%`);
}

/** As short as possible: 0.1, 1e-4, 50,000. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6))
    return minus(Number(value.toExponential(3)).toExponential().replace('e+', 'e'));
  return minus(SHORT.format(value));
}

/** A range of steps: 1,000–7,000. */
export function stepRange(start: number, stop: number): string {
  return `${wholeNumber(start)}–${wholeNumber(stop)}`;
}

/** "0.351", or "0.351 to 0.567" if the formatted values differ. */
export function span(values: readonly number[], write: (value: number) => string): string {
  const low = write(Math.min(...values));
  const high = write(Math.max(...values));
  return low === high ? low : `${low} to ${high}`;
}

const minus = (text: string): string => text.replace(/^-/, '−').replace('e-', 'e−');
