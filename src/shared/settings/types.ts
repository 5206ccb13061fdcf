/** The types of values that a setting can have: how each is read, written, checked, edited and described. Knows no setting. */
import * as v from 'valibot';

/** A parsed value, or the reason why the text is none, as a predicate: "is not a number". */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

const good = <T>(value: T): Parsed<T> => ({ ok: true, value });
const bad = (reason: string): Parsed<never> => ({ ok: false, reason });

/** How a value is edited on the page. */
type Control =
  | { readonly kind: 'checkbox' }
  /** A value that is none of the options, as an address can give it, is listed after them. */
  | { readonly kind: 'select'; readonly options: readonly string[] }
  | { readonly kind: 'text'; readonly inputMode: 'numeric' | 'decimal' | 'text' };

/** What a run file holds of a value. */
type FileValue = string | number | boolean | null;

/** Values of type `T`, which files keep as `F`. */
export interface SettingType<T, F extends FileValue = FileValue> {
  /** Reads the text of an address. */
  parse(text: string): Parsed<T>;
  /** Writes what `parse` reads. */
  print(value: T): string;
  /** Checks a value that comes in a message or a stored record. */
  readonly schema: v.GenericSchema<T>;
  /** Checks a value in a run file. */
  readonly fileSchema: v.GenericSchema<F>;
  toFile(value: T): F;
  fromFile(value: F): Parsed<T>;
  readonly control: Control;
  /** What may be written, as Markdown for a table of documentation. */
  readonly values: string;
  /** Of numbers, both ends among them. */
  readonly bounds?: Bounds;
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

const code = (text: string): string => `\`${text}\``;
const codes = (texts: readonly string[]): string => texts.map(code).join(', ');

/** A value that a file keeps as it is. */
function plain<T extends FileValue>(schema: v.GenericSchema<T>) {
  return { schema, fileSchema: schema, toFile: (value: T): T => value, fromFile: (value: T): Parsed<T> => good(value) };
}

/** No two of its parts can take the same digits: otherwise a long text that is no number would be tried in as many ways. */
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

function parseNumber(text: string, { min, max }: Bounds, whole: boolean): Parsed<number> {
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

/** A whole number from `min` to `max`. */
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
export function choice<const T extends string>(options: readonly T[]): SettingType<T, T> {
  return {
    ...plain(v.picklist(options)),
    parse(text) {
      const found = options.find((option) => option === text);
      return found === undefined ? bad(`is not one of ${options.join(', ')}`) : good(found);
    },
    print: (value) => value,
    control: { kind: 'select', options },
    values: codes(options),
  };
}

/** A text that `check` accepts, at most `most` characters long; the page suggests some, and the docs describe the others. */
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
  parse: (text) => (text === '1' || text === '0' ? good(text === '1') : bad('is not 1 or 0')),
  print: (value) => (value ? '1' : '0'),
  control: { kind: 'checkbox' },
  values: codes(['1', '0']),
};

/** An edge in pixels: `native`, the data set's own, or one of `others`. */
export function size<const T extends number>(native: T, others: readonly T[]): SettingType<T, T> {
  const all = [native, ...others];
  return {
    ...plain(v.picklist(all)),
    parse(text) {
      const found = text === 'native' ? native : all.find((edge) => String(edge) === text);
      return found === undefined ? bad(`is not native or ${others.join(' or ')}`) : good(found);
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

/** A list of one item or more, which files keep as its text. */
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

/** Whole numbers from 1 to `largest`, at most `most`, as "512-512". None, of a network without widths to set, is null in files. */
export function widths(most: number, largest: number): SettingType<readonly number[], string | null> {
  const some = list({
    parse(text) {
      const parts = text.split('-');
      if (parts.length > most) return bad(`names more than ${most} layers`);
      const read: number[] = [];
      for (const part of parts) {
        const width = parseNumber(part, { min: 1, max: largest }, true);
        if (!width.ok) return bad(`is not a list of whole numbers from 1 to ${largest} such as 512-512`);
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

/** A range of a run's steps over which a path is judged: from the weights after `start` steps to those after `stop`. */
export interface WindowRange {
  readonly start: number;
  readonly stop: number;
}

/** Ranges of steps up to `lastStep`, `most` of them at most, as "1000-7000,9000-15000". */
export function windows(most: number, lastStep: number): SettingType<readonly WindowRange[], string> {
  const step = integer(0, lastStep).schema;
  return list({
    parse(text) {
      const parts = text.split(',');
      if (parts.length > most) return bad(`names more than ${most} windows`);
      const read: WindowRange[] = [];
      for (const part of parts) {
        const match = /^(\d{1,9})-(\d{1,9})$/.exec(part);
        const start = Number(match?.[1] ?? NaN);
        const stop = Number(match?.[2] ?? NaN);
        if (!match) return bad('is not a list of windows such as 1000-7000,9000-15000');
        if (start >= stop) return bad(`has a window that ends before it starts, ${part}`);
        if (stop > lastStep) return bad(`has a window past step ${lastStep}`);
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
