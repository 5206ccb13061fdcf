/**
 * NumPy's formats: `.npy` (numpy.lib.format, version 1.0), and `.npz`, a ZIP archive of `.npy` files, for `numpy.load`.
 */
import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { InputArray } from '../shared/inspections/inputs.ts';
import { collect } from './collect.ts';

/** The header's length is a multiple of it. */
const ALIGNMENT = 64;
/** Bytes that are compressed in one turn: a few milliseconds of work. */
const PIECE = 2 ** 16;
const LEVEL = 3;
/** A fixed date, so that equal arrays give equal bytes. */
const WRITTEN = '1980-01-01';

/** The dtype of an array. Every platform with a browser is little-endian. */
function typeOf(values: InputArray['values']): string {
  if (values instanceof Uint8Array) return '|u1';
  if (values instanceof Uint32Array) return '<u4';
  return values instanceof Float32Array ? '<f4' : '<f8';
}

/** The header of an array's `.npy` file. Throws if the values don't fit the shape. */
function npyHeader({ name, shape, values }: InputArray): Uint8Array {
  const size = shape.reduce((product, edge) => product * edge, 1);
  if (size !== values.length) throw new Error(`${name} has ${values.length} values for the shape ${shape.join('×')}`);
  const tuple = shape.length === 1 ? `${shape.join()},` : shape.join(', ');
  const text = `{'descr': '${typeOf(values)}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const before = 10;
  const length = Math.ceil((before + text.length + 1) / ALIGNMENT) * ALIGNMENT - before;
  const magic = [0x93, ...strToU8('NUMPY'), 1, 0, length & 0xff, length >> 8];
  return Uint8Array.of(...magic, ...strToU8(`${text.padEnd(length - 1)}\n`));
}

/** The archive of the arrays, each as `NAME.npy`, and of texts by file name. */
export async function npzBlob(arrays: readonly InputArray[], texts: Readonly<Record<string, string>>): Promise<Blob> {
  const files: [name: string, parts: readonly Uint8Array[]][] = [
    ...Object.entries(texts).map(([name, text]): [string, Uint8Array[]] => [name, [strToU8(text)]]),
    ...arrays.map((array): [string, Uint8Array[]] => [`${array.name}.npy`, [npyHeader(array), bytesOf(array.values)]]),
  ];
  const packed: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    packed.push(piece);
  });
  await collect(packing(zip, files));
  return new Blob(packed, { type: 'application/zip' });
}

/** Compresses the files piece by piece, yielding after each. */
function* packing(zip: Zip, files: readonly (readonly [string, readonly Uint8Array[]])[]): Generator<void> {
  for (const [name, parts] of files) {
    const file = new ZipDeflate(name, { level: LEVEL });
    file.mtime = WRITTEN;
    zip.add(file);
    for (const part of parts) {
      for (let at = 0; at < part.length; at += PIECE) {
        file.push(part.subarray(at, at + PIECE));
        yield;
      }
    }
    file.push(new Uint8Array(), true);
  }
  zip.end();
}

const bytesOf = ({ buffer, byteOffset, byteLength }: InputArray['values']): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
