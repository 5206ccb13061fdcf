/**
 * NumPy's .npy format, versions 1 to 3: a magic string, a header that is a Python literal, the values. Reads numbers
 * and strings. Object arrays are pickled programs, and the lab never executes a program from a file.
 */
import { quote } from '../../../src/shared/util/issues.ts';
import { count } from '../data-file.ts';
import { refuse } from '../data-error.ts';
import { lengthOf, type NamedArray } from './named-array.ts';
import { MAX_IMAGES } from './own-set.ts';

const MAGIC = '\x93NUMPY';
const MAX_HEADER = 65_536;
const EDGE = /^\d{1,15}$/;
const UNREADABLE = 'holds records or has a header that the lab cannot read. Save plain arrays.';

type Reader = (view: DataView, at: number, little: boolean) => number;

/** NumPy's kind and size of a number → its reader. */
const READERS: ReadonlyMap<string, Reader> = new Map(
  Object.entries<Reader>({
    b1: (view, at) => Math.min(1, view.getUint8(at)),
    u1: (view, at) => view.getUint8(at),
    i1: (view, at) => view.getInt8(at),
    u2: (view, at, little) => view.getUint16(at, little),
    i2: (view, at, little) => view.getInt16(at, little),
    u4: (view, at, little) => view.getUint32(at, little),
    i4: (view, at, little) => view.getInt32(at, little),
    u8: (view, at, little) => Number(view.getBigUint64(at, little)),
    i8: (view, at, little) => Number(view.getBigInt64(at, little)),
    f2: (view, at, little) => halfFloat(view.getUint16(at, little)),
    f4: (view, at, little) => view.getFloat32(at, little),
    f8: (view, at, little) => view.getFloat64(at, little),
  }),
);

/** The value of an IEEE 754 binary16. */
function halfFloat(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const sign = bits >> 15 === 1 ? -1 : 1;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

interface Header {
  /** e.g. `u1`. */
  readonly kind: string;
  readonly little: boolean;
  readonly shape: readonly number[];
  /** Column-major: the first axis is fastest. */
  readonly fortran: boolean;
  /** Where the values begin. */
  readonly start: number;
}

export const looksLikeNpy = (head: Uint8Array): boolean =>
  String.fromCharCode(...head.subarray(0, 4)) === MAGIC.slice(0, 4);

/** The array in the bytes of a .npy file; `name` is for messages, `key` is the array's own. Throws DataError. */
export function readNpy(bytes: Uint8Array, name: string, key = name): NamedArray {
  const { kind, little, shape, fortran, start } = readHeader(bytes, name);
  const isText = /^[US]\d+$/.test(kind);
  const read = READERS.get(kind);
  if (!read && !isText) {
    return refuse(
      name,
      `holds values of NumPy’s type ${quote(kind)}, which the lab cannot read. Save images as uint8 or float32, and labels as integers.`,
    );
  }
  const length = lengthOf(shape, name);
  const width = isText ? Number(kind.slice(1)) * (kind.startsWith('U') ? 4 : 1) : Number(kind.slice(1));
  if (bytes.length - start !== length * width) {
    refuse(
      name,
      `was cut short or is damaged: it has ${count(bytes.length - start)} bytes of numbers, and its shape ${shape.join(' × ')} asks for ${count(length * width)}.`,
    );
  }
  const order = fortran && shape.length > 1 ? rowMajor(shape) : undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, length * width);
  if (!read) {
    if (length > MAX_IMAGES) refuse(name, `holds ${count(length)} texts; the lab reads up to ${count(MAX_IMAGES)}.`);
    const texts = Array.from({ length }, (_, k) => readText(view, (order?.(k) ?? k) * width, width, kind, little));
    return { name, key, shape, values: new Uint8Array(0), whole: false, texts };
  }
  const whole = !kind.startsWith('f');
  if (kind === 'u1' && !order) return { name, key, shape, values: bytes.subarray(start), whole };
  const values = emptyValues(kind, length);
  for (let k = 0; k < length; k++) values[k] = read(view, (order?.(k) ?? k) * width, little);
  return { name, key, shape, values, whole };
}

/** Labels keep their values, whatever their integer type. */
function emptyValues(kind: string, length: number): NamedArray['values'] {
  if (kind === 'u1') return new Uint8Array(length);
  return Number(kind.slice(1)) > 2 && kind !== 'f4' ? new Float64Array(length) : new Float32Array(length);
}

/** Where a column-major array stores the element with the row-major index `k`. */
function rowMajor(shape: readonly number[]): (k: number) => number {
  const steps = shape.map((_, axis) => shape.slice(0, axis).reduce((product, edge) => product * edge, 1));
  return (k) => {
    let at = 0;
    for (let axis = shape.length - 1, rest = k; axis >= 0; axis--) {
      const edge = shape[axis] ?? 1;
      at += (rest % edge) * (steps[axis] ?? 0);
      rest = Math.floor(rest / edge);
    }
    return at;
  };
}

/** A fixed-width string: UCS-4 (`U`) or bytes (`S`), padded with zeros. */
function readText(view: DataView, at: number, width: number, kind: string, little: boolean): string {
  if (kind.startsWith('S')) {
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at, width);
    return new TextDecoder().decode(bytes).replace(/\0+$/, '');
  }
  let text = '';
  for (let k = 0; k < width; k += 4) {
    const code = view.getUint32(at + k, little);
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return text.replace(/\0+$/, '');
}

function readHeader(bytes: Uint8Array, name: string): Header {
  const [major = 0] = bytes.subarray(6, 7);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (String.fromCharCode(...bytes.subarray(0, 6)) !== MAGIC || major < 1 || major > 3 || bytes.length < 12) {
    refuse(name, 'is no array of NumPy: it does not begin as one.');
  }
  const from = major === 1 ? 10 : 12;
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER || from + length > bytes.length) refuse(name, 'is damaged: its header ends after the file.');
  const text = new TextDecoder().decode(bytes.subarray(from, from + length));
  const descr = /'descr':\s*'([<>|=]?)(\w+)'/.exec(text);
  const order = /'fortran_order':\s*(True|False)/.exec(text);
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(text);
  if (!descr || !order || !shape) return refuse(name, UNREADABLE);
  const [, byteOrder, kind = ''] = descr;
  if (kind.startsWith('O')) {
    refuse(name, 'holds pickled Python objects, which the lab never runs. Save plain arrays: np.stack them first.');
  }
  const edges = (shape[1] ?? '').split(',').map((edge) => edge.trim());
  // A tuple of one element ends with a comma.
  if (edges.at(-1) === '') edges.pop();
  if (!edges.every((edge) => EDGE.test(edge))) refuse(name, UNREADABLE);
  return {
    kind,
    little: byteOrder !== '>',
    shape: edges.map(Number),
    fortran: order[1] === 'True',
    start: from + length,
  };
}
