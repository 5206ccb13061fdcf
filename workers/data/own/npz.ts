/**
 * NumPy's .npz: a zip of .npy files. An entry's announced size is checked before unpacking, and limits the unpacking.
 */
import { unzipSync, type UnzipFileFilter } from 'fflate';
import type { DataFile } from '../data-file.ts';
import { count } from '../data-file.ts';
import { quote } from '../../../src/shared/util/issues.ts';
import { DataError, refuse } from '../data-error.ts';
import { MAX_VALUES, MOST_OF_ONE, type NamedArray } from './named-array.ts';
import { readNpy } from './npy.ts';
import { isJunk } from './parts.ts';

const MAX_BYTES = 1_000_000_000;
const MAX_ENTRIES = 100;
/** Entries other than arrays that are allowed. */
const MAX_OTHERS = 1000;
const STORED = 0;
const DEFLATED = 8;
const MAX_UNPACKED = 2 * MAX_VALUES;

export const looksLikeZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);

/** Its arrays, each unpacked on request. Throws DataError. */
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
  let others = 0;
  unzip(bytes, file.name, ({ name, size, originalSize, compression }) => {
    if (!name.endsWith('.npy') || isJunk(name)) {
      others += 1;
      if (others > MAX_OTHERS) refuse(file.name, `lists more than ${count(MAX_OTHERS)} files that are no arrays.`);
      return false;
    }
    if (names.includes(name)) refuse(file.name, `holds ${quote(name)} twice. Save it again.`);
    if (compression !== STORED && compression !== DEFLATED) {
      refuse(
        file.name,
        `packs ${quote(name)} by a method (${compression}) that is not NumPy’s. Save it with np.savez.`,
      );
    }
    if (names.length >= MAX_ENTRIES) refuse(file.name, `holds more than ${MAX_ENTRIES} arrays.`);
    if (originalSize > MOST_OF_ONE * size + MOST_OF_ONE)
      refuse(file.name, `is damaged: ${quote(name)} cannot unpack to what it says.`);
    // Several entries may share their bytes.
    unpacked += Math.max(size, originalSize);
    if (unpacked > MAX_UNPACKED) {
      refuse(file.name, `unpacks to more than ${count(MAX_UNPACKED)} bytes. Save fewer or smaller images, as uint8.`);
    }
    names.push(name);
    return false;
  });
  if (names.length === 0)
    refuse(file.name, 'holds no array of NumPy. Save it with np.savez, or unpack it and give its folder.');
  return names.map((name) => {
    const key = name.slice(name.lastIndexOf('/') + 1).replace(/\.npy$/, '');
    return {
      name: key,
      read() {
        const entry = unzip(bytes, file.name, (candidate) => candidate.name === name)[name];
        return entry
          ? readNpy(entry, `${file.name}: ${name}`, key)
          : refuse(file.name, `holds ${quote(name)} no more.`);
      },
    };
  });
}

function unzip(bytes: Uint8Array, file: string, filter: UnzipFileFilter): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof DataError) throw error;
    return refuse(file, 'is damaged or was cut short: it cannot be unpacked. Save or download it again.');
  }
}
