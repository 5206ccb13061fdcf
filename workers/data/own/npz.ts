/** NumPy's .npz: a zip of .npy files. What an entry says it unpacks to is judged before it is unpacked, and is all it gets. */
import { unzipSync, type UnzipFileFilter } from 'fflate';
import type { DataFile } from '../cifar10-files.ts';
import { count } from '../cifar10.ts';
import { DataError, refuse } from '../data-error.ts';
import { MAX_VALUES, type NamedArray } from './named-array.ts';
import { readNpy } from './npy.ts';

const MAX_BYTES = 1_000_000_000;
const MAX_ENTRIES = 100;
/** Deflate makes at most 1,032 bytes of one. */
const MOST_OF_ONE = 1032;
const MAX_UNPACKED = 2 * MAX_VALUES;

export const looksLikeZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);

/** Its arrays, each unpacked when it is asked for. Throws DataError. */
export async function openNpz(file: DataFile): Promise<readonly { readonly name: string; read(): NamedArray }[]> {
  if (file.size > MAX_BYTES) {
    refuse(
      file.name,
      `has ${count(file.size)} bytes; up to ${count(MAX_BYTES)} are read. Save fewer or smaller images.`,
    );
  }
  const bytes = new Uint8Array(await new Response(file.stream()).arrayBuffer());
  const names: string[] = [];
  let unpacked = 0;
  unzip(bytes, file.name, ({ name, size, originalSize }) => {
    if (!name.endsWith('.npy')) return false;
    if (names.length >= MAX_ENTRIES) refuse(file.name, `holds more than ${MAX_ENTRIES} arrays.`);
    if (originalSize > MOST_OF_ONE * size + MOST_OF_ONE)
      refuse(file.name, `is damaged: ${name} cannot unpack to what it says.`);
    unpacked += originalSize;
    if (unpacked > MAX_UNPACKED) {
      refuse(file.name, `unpacks to more than ${count(MAX_UNPACKED)} bytes. Save fewer or smaller images, as uint8.`);
    }
    names.push(name);
    return false;
  });
  if (names.length === 0)
    refuse(file.name, 'holds no array of NumPy. Save it with np.savez, or unpack it and give its folder.');
  return names.map((name) => ({
    name: name.replace(/\.npy$/, ''),
    read() {
      const entry = unzip(bytes, file.name, (candidate) => candidate.name === name)[name];
      return entry ? readNpy(entry, `${file.name}: ${name}`) : refuse(file.name, `holds ${name} no more.`);
    },
  }));
}

function unzip(bytes: Uint8Array, file: string, filter: UnzipFileFilter): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof DataError) throw error;
    return refuse(file, 'is damaged or was cut short: it cannot be unpacked. Save or download it again.');
  }
}
