/** Number formats of the page: three significant digits, thousands separators, "–" for undefined values. */
import { LANGUAGE, msg, str } from '../shared/util/texts.ts';

export const UNDEFINED = '–';

const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** Date and time to the second in the user's locale; `moment` is in ms since 1970. */
export const formatDate = (moment: number): string => DATE.format(moment);

const WHOLE = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0 });
const THREE_DIGITS = new Intl.NumberFormat(LANGUAGE, { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const ONE_DECIMAL = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** An integer such as a step: 1240 → 1,240. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return UNDEFINED;
  const whole = Math.round(value);
  return `${whole < 0 ? '−' : ''}${WHOLE.format(Math.abs(whole))}`;
}

/** Three significant digits; an integer above 1,000; a power of ten below .001 and from a million on. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNDEFINED;
  if (value === 0) return '0';
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size < 1e-3 || size >= 1e6) return `${sign}${size.toExponential(2).replace('e-', 'e−').replace('e+', 'e')}`;
  if (size >= 999.5) return `${sign}${WHOLE.format(size)}`;
  return `${sign}${THREE_DIGITS.format(size)}`;
}

/** A fraction as a percentage with one decimal. Only 1 is "100%", and only 0 is "0%". */
export function formatPercent(fraction: number | null | undefined): string {
  if (fraction === null || fraction === undefined || !Number.isFinite(fraction)) return UNDEFINED;
  if (fraction === 1) return '100%';
  if (fraction === 0) return '0%';
  const percent = Math.min(99.9, Math.max(0.1, fraction * 100));
  return `${ONE_DECIMAL.format(percent)}%`;
}

/** A duration in compact form: 42 s, 3 min 20 s, 33 min, 2 h 5 min. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return UNDEFINED;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 600) return msg(str`${Math.floor(whole / 60)} min ${whole % 60} s`);
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return msg(str`${minutes} min`);
  return msg(str`${WHOLE.format(Math.floor(minutes / 60))} h ${minutes % 60} min`);
}

/** A setting as a user would type it: 0.05, 1e-4. */
export function formatSetting(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential().replace('e-', 'e−') : String(value);
}
