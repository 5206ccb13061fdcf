/**
 * NumPy's .npy format, versions 1 to 3: a magic text, a header that is a Python literal, the numbers. Reads numbers only:
 * objects are pickled, which is a program, and no program out of a file is run here.
 */
import { quote } from '../../../src/shared/issues.ts';
import { count } from '../cifar10.ts';
import { refuse } from '../data-error.ts';
import { lengthOf, type NamedArray } from './named-array.ts';

const MAGIC = '\x93NUMPY';
const MAX_HEADER = 65_536;
const EDGE = /^\d{1,15}$/;
const UNREADABLE = 'holds records or has a header that the lab cannot read. Save plain arrays.';

type Reader = (view: DataView, at: number, little: boolean) => number;

/** NumPy's kind and bytes of a number → how one is read. */
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
    f4: (view, at, little) => view.getFloat32(at, little),
    f8: (view, at, little) => view.getFloat64(at, little),
  }),
);

interface Header {
  /** e.g. `u1`. */
  readonly kind: string;
  readonly little: boolean;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly start: number;
}

/** The array in the bytes of a .npy file; `name` is for sentences. Throws DataError. */
export function readNpy(bytes: Uint8Array, name: string): NamedArray {
  const { kind, little, shape, start } = readHeader(bytes, name);
  const read = READERS.get(kind);
  if (!read) {
    return refuse(
      name,
      `holds values of NumPy’s type ${quote(kind)}, which are no numbers that the lab reads. Save it as uint8.`,
    );
  }
  const length = lengthOf(shape, name);
  const width = Number(kind.slice(1));
  if (bytes.length - start !== length * width) {
    refuse(
      name,
      `was cut short or is damaged: it has ${count(bytes.length - start)} bytes of numbers, and its shape ${shape.join(' × ')} asks for ${count(length * width)}.`,
    );
  }
  const whole = !kind.startsWith('f');
  if (kind === 'u1') return { name, shape, values: bytes.subarray(start), whole };
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, length * width);
  // Labels of any size stay as they are.
  const values = width > 2 && kind !== 'f4' ? new Float64Array(length) : new Float32Array(length);
  for (let k = 0; k < length; k++) values[k] = read(view, k * width, little);
  return { name, shape, values, whole };
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
  if (order[1] === 'True') {
    refuse(name, 'is stored column by column. Save np.ascontiguousarray of it.');
  }
  const edges = (shape[1] ?? '').split(',').map((edge) => edge.trim());
  // A number of one element ends with a comma.
  if (edges.at(-1) === '') edges.pop();
  if (!edges.every((edge) => EDGE.test(edge))) refuse(name, UNREADABLE);
  return {
    kind,
    little: byteOrder !== '>',
    shape: edges.map(Number),
    start: from + length,
  };
}
