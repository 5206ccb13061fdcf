/** A parameter's value ⇄ its text in the address. The one place that knows how each type is written. */
import { checkModel } from './network/of-run.ts';
import { MAX_WIDTH, MAX_WIDTHS, MAX_STEPS, MAX_WINDOWS, type ParamType, type WindowRange } from './run-params.ts';

export type ParamValue = string | number | boolean | null | readonly number[] | readonly WindowRange[];

/** A parsed value, or the reason why the text is none. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

const good = <T>(value: T): Parsed<T> => ({ ok: true, value });
const bad = (reason: string): Parsed<never> => ({ ok: false, reason });

/** No two of its parts can take the same digits: otherwise a long text that is no number would be tried in as many ways. */
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

function parseNumber(text: string, min: number, max: number, whole: boolean): Parsed<number> {
  const kind = whole ? 'a whole number' : 'a number';
  const value = DECIMAL.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value) || (whole && !Number.isInteger(value))) return bad(`is not ${kind}`);
  // A dot marks thousands in some countries and decimals in others.
  if (whole && /^[+-]?\d*\.\d*$/.test(text)) {
    const joined = Number(text.replace('.', ''));
    return bad(`has a dot: write ${value === joined ? value : `${value} or ${joined}`} without one`);
  }
  if (value < min || value > max) return bad(`is not ${kind} from ${min} to ${max}`);
  // −0 is written as 0, so it is read as 0 too.
  return good(value === 0 ? 0 : value);
}

/** Reads `value` as a parameter of `type`. */
export function parseParam(type: ParamType, text: string): Parsed<ParamValue> {
  switch (type.kind) {
    case 'choice':
      return type.options.includes(text) ? good(text) : bad(`is not one of ${type.options.join(', ')}`);
    case 'network':
      return checkModel(text);
    case 'integer':
      return parseNumber(text, type.min, type.max, true);
    case 'number':
      return parseNumber(text, type.min, type.max, false);
    case 'flag':
      return text === '1' || text === '0' ? good(text === '1') : bad('is not 1 or 0');
    case 'size':
      if (text === 'native' || text === '28') return good(28);
      return text === '14' ? good(14) : bad('is not native or 14');
    case 'width':
      return parseWidth(text);
    case 'windows':
      return parseWindows(text);
  }
}

export function parseWidth(text: string): Parsed<readonly number[]> {
  const parts = text.split('-');
  if (parts.length > MAX_WIDTHS) return bad(`names more than ${MAX_WIDTHS} layers`);
  const widths: number[] = [];
  for (const part of parts) {
    const width = parseNumber(part, 1, MAX_WIDTH, true);
    if (!width.ok) return bad(`is not a list of whole numbers from 1 to ${MAX_WIDTH} such as 512-512`);
    widths.push(width.value);
  }
  return good(widths);
}

export function parseWindows(text: string): Parsed<readonly WindowRange[]> {
  const parts = text.split(',');
  if (parts.length > MAX_WINDOWS) return bad(`names more than ${MAX_WINDOWS} windows`);
  const windows: WindowRange[] = [];
  for (const part of parts) {
    const match = /^(\d{1,9})-(\d{1,9})$/.exec(part);
    const start = Number(match?.[1] ?? NaN);
    const stop = Number(match?.[2] ?? NaN);
    if (!match) return bad('is not a list of windows such as 1000-7000,9000-15000');
    if (start >= stop) return bad(`has a window that ends before it starts, ${part}`);
    if (stop > MAX_STEPS) return bad(`has a window past step ${MAX_STEPS}`);
    windows.push({ start, stop });
  }
  return good(windows);
}

const isWindow = (item: number | WindowRange): item is WindowRange => typeof item === 'object';

/** The value as the address writes it. */
export function formatParam(value: Exclude<ParamValue, null>): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const items: readonly (number | WindowRange)[] = value;
  const texts = items.map((item) => (isWindow(item) ? `${item.start}-${item.stop}` : String(item)));
  return texts.join(items.every(isWindow) ? ',' : '-');
}
