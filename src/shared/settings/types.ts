/** The types of setting values: how to parse, print, validate, edit and describe them. */
import * as v from 'valibot';
import { msg, str } from '../util/texts.ts';

/** A parsed value, or the reason for rejection as a predicate: "is not a number". */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

const good = <T>(value: T): Parsed<T> => ({ ok: true, value });
const bad = (reason: string): Parsed<never> => ({ ok: false, reason });

/** The control that edits a value on the page. */
type Control =
  | { readonly kind: 'checkbox' }
  /**
   * A value that isn't an option (as an address can have) is listed after the options. `titles` has the page's words for
   * options that don't explain themselves.
   */
  | {
      readonly kind: 'select';
      readonly options: readonly string[];
      readonly titles?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'text'; readonly inputMode: 'numeric' | 'decimal' | 'text' };

/** A value in a run file. */
type FileValue = string | number | boolean | null;

/** Values of type `T`, which files store as `F`. */
export interface SettingType<T, F extends FileValue = FileValue> {
  /** Parses the text of an address. */
  parse(text: string): Parsed<T>;
  /** The inverse of `parse`. */
  print(value: T): string;
  /** Validates a value in a message or a stored record. */
  readonly schema: v.GenericSchema<T>;
  /** Validates a value in a run file. */
  readonly fileSchema: v.GenericSchema<F>;
  toFile(value: T): F;
  fromFile(value: F): Parsed<T>;
  readonly control: Control;
  /** The allowed values as Markdown, for the docs. */
  readonly values: string;
  /** Inclusive bounds of numbers. */
  readonly bounds?: Bounds;
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

const code = (text: string): string => `\`${text}\``;
const codes = (texts: readonly string[]): string => texts.map(code).join(', ');

/** A value that files store unchanged. */
function plain<T extends FileValue>(schema: v.GenericSchema<T>) {
  return { schema, fileSchema: schema, toFile: (value: T): T => value, fromFile: (value: T): Parsed<T> => good(value) };
}

/** No two parts can match the same digits; otherwise matching a long invalid text would take quadratic time. */
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

function parseNumber(text: string, { min, max }: Bounds, whole: boolean): Parsed<number> {
  const kind = whole ? msg('a whole number') : msg('a number');
  const value = DECIMAL.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value) || (whole && !Number.isInteger(value))) return bad(msg(str`is not ${kind}`));
  // A dot is a thousands separator in some countries and a decimal point in others.
  if (whole && /^[+-]?\d*\.\d*$/.test(text)) {
    const joined = Number(text.replace('.', ''));
    return bad(msg(str`has a dot: write ${value === joined ? value : msg(str`${value} or ${joined}`)} without one`));
  }
  if (value < min || value > max) return bad(msg(str`is not ${kind} from ${min} to ${max}`));
  // −0 prints as 0, so it parses as 0 too.
  return good(value === 0 ? 0 : value);
}

export type NumberType = SettingType<number, number> & { readonly bounds: Bounds };

/** A number from `min` to `max`. */
export function number(min: number, max: number): NumberType {
  return {
    ...plain(v.pipe(v.number(), v.minValue(min), v.maxValue(max))),
    parse: (text) => parseNumber(text, { min, max }, false),
    print: String,
    control: { kind: 'text', inputMode: 'decimal' },
    values: `${min} … ${max}`,
    bounds: { min, max },
  };
}

/** An integer from `min` to `max`. */
export function integer(min: number, max: number): NumberType {
  return {
    ...number(min, max),
    ...plain(v.pipe(v.number(), v.minValue(min), v.maxValue(max), v.integer())),
    parse: (text) => parseNumber(text, { min, max }, true),
    control: { kind: 'text', inputMode: 'numeric' },
    values: `whole, ${min} … ${max}`,
  };
}

/** One of `options`. */
export function choice<const T extends string>(
  options: readonly T[],
  titles: Readonly<Record<string, string>> = {},
): SettingType<T, T> {
  return {
    ...plain(v.picklist(options)),
    parse(text) {
      const found = options.find((option) => option === text);
      return found === undefined ? bad(msg(str`is not one of ${options.join(', ')}`)) : good(found);
    },
    print: (value) => value,
    control: { kind: 'select', options, titles },
    values: codes(options),
  };
}

/**
 * A text that `check` accepts, with at most `most` characters. The page suggests some values; the docs describe the
 * others.
 */
export function text(
  check: (text: string) => Parsed<string>,
  {
    most,
    suggestions,
    form,
  }: { readonly most: number; readonly suggestions: readonly string[]; readonly form: string },
): SettingType<string, string> {
  const fileSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(most));
  return {
    parse: check,
    print: (value) => value,
    schema: v.pipe(
      fileSchema,
      v.check((value) => check(value).ok),
    ),
    fileSchema,
    toFile: (value) => value,
    fromFile: check,
    control: { kind: 'select', options: suggestions },
    values: `${codes(suggestions)}, ${form}`,
  };
}

/** 1 or 0. */
export const flag: SettingType<boolean, boolean> = {
  ...plain(v.boolean()),
  parse: (text) => (text === '1' || text === '0' ? good(text === '1') : bad(msg('is not 1 or 0'))),
  print: (value) => (value ? '1' : '0'),
  control: { kind: 'checkbox' },
  values: codes(['1', '0']),
};

/** An edge in pixels: `native` (the data set's own) or one of `others`. */
export function size<const T extends number>(native: T, others: readonly T[]): SettingType<T, T> {
  const all = [native, ...others];
  return {
    ...plain(v.picklist(all)),
    parse(text) {
      const found = text === 'native' ? native : all.find((edge) => String(edge) === text);
      return found === undefined ? bad(msg(str`is not native or ${others.join(msg(' or '))}`)) : good(found);
    },
    print: String,
    control: { kind: 'select', options: all.map(String) },
    values: codes(['native', ...others.map(String)]),
  };
}

interface ListOptions<T> extends Pick<SettingType<readonly T[]>, 'parse' | 'print' | 'values'> {
  readonly item: v.GenericSchema<T>;
  readonly most: number;
  readonly mostCharacters: number;
}

/** A list of one or more items, which files store as text. */
function list<T>({ parse, print, values, item, most, mostCharacters }: ListOptions<T>) {
  return {
    parse,
    print,
    values,
    schema: v.pipe(v.array(item), v.minLength(1), v.maxLength(most)),
    fileSchema: v.pipe(v.string(), v.maxLength(mostCharacters)),
    toFile: print,
    fromFile: parse,
    control: { kind: 'text', inputMode: 'text' },
  } as const satisfies SettingType<readonly T[], string>;
}

/**
 * Integers from 1 to `largest`, at most `most` of them, such as "512-512". An empty list, for a network without a width
 * setting, is null in files.
 */
export function widths(most: number, largest: number): SettingType<readonly number[], string | null> {
  const some = list({
    parse(text) {
      const parts = text.split('-');
      if (parts.length > most) return bad(msg(str`names more than ${most} layers`));
      const read: number[] = [];
      for (const part of parts) {
        const width = parseNumber(part, { min: 1, max: largest }, true);
        if (!width.ok) return bad(msg(str`is not a list of whole numbers from 1 to ${largest} such as 512-512`));
        read.push(width.value);
      }
      return good(read);
    },
    print: (value) => value.join('-'),
    values: `as ${code('512-512')}`,
    item: integer(1, largest).schema,
    most,
    mostCharacters: 100,
  });
  return {
    ...some,
    schema: v.union([v.strictTuple([]), some.schema]),
    fileSchema: v.nullable(some.fileSchema),
    toFile: (value) => (value.length === 0 ? null : some.toFile(value)),
    fromFile: (text) => (text === null ? good([]) : some.fromFile(text)),
  };
}

/**
 * A range of a run's steps over which a path is measured: from the weights after `start` steps to those after `stop`.
 */
export interface WindowRange {
  readonly start: number;
  readonly stop: number;
}

/** At most `most` ranges of steps up to `lastStep`, such as "1000-7000,9000-15000". */
export function windows(most: number, lastStep: number): SettingType<readonly WindowRange[], string> {
  const step = integer(0, lastStep).schema;
  return list({
    parse(text) {
      const parts = text.split(',');
      if (parts.length > most) return bad(msg(str`names more than ${most} windows`));
      const read: WindowRange[] = [];
      for (const part of parts) {
        const match = /^(\d{1,9})-(\d{1,9})$/.exec(part);
        const start = Number(match?.[1] ?? NaN);
        const stop = Number(match?.[2] ?? NaN);
        if (!match) return bad(msg('is not a list of windows such as 1000-7000,9000-15000'));
        if (start >= stop) return bad(msg(str`has a window that ends before it starts, ${part}`));
        if (stop > lastStep) return bad(msg(str`has a window past step ${lastStep}`));
        read.push({ start, stop });
      }
      return good(read);
    },
    print: (value) => value.map(({ start, stop }) => `${start}-${stop}`).join(','),
    values: `as ${code('1000-7000,9000-15000')}`,
    item: v.pipe(
      v.object({ start: step, stop: step }),
      v.check(({ start, stop }) => start < stop, 'a window that ends before it starts'),
    ),
    most,
    mostCharacters: most * 20,
  });
}
