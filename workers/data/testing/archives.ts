/** Makes records, tar archives and gzip files for the tests of CIFAR-10. */
import { dataSetOf } from '../../../src/shared/data-sets/find.ts';
import { recordLength, type RecordDataSet } from '../records.ts';
import type { DataFile } from '../data-file.ts';

export const CIFAR10 = dataSetOf('cifar10') as RecordDataSet;
export const CIFAR10_RECORD = recordLength(CIFAR10);
export const FOLDER = 'cifar-10-batches-bin';

/** `count` records with labels 0, 1, 2 … and bytes that identify record, plane and pixel. */
export function makeRecords(count: number, salt = 0): Uint8Array {
  const records = Uint8Array.from({ length: count * CIFAR10_RECORD }, (_, i) => (i * 31 + (i >> 8) * 7 + salt) & 0xff);
  for (let k = 0; k < count; k++) records[k * CIFAR10_RECORD] = (k + salt) % 10;
  return records;
}

export interface TarPart {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** '0' for a file, '5' for a folder. */
  readonly type?: string;
  /** The size in the header, if it is false. */
  readonly claim?: string;
}

/** A ustar archive. */
export function makeTar(parts: readonly TarPart[]): Uint8Array {
  const blocks = parts.flatMap(({ name, bytes, type = '0', claim }) => {
    const header = new Uint8Array(512);
    const put = (text: string, at: number): void => header.set(new TextEncoder().encode(text), at);
    put(name.slice(0, 100), 0);
    put('0000644\0', 100);
    put(claim ?? `${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    put('        ', 148);
    put(type, 156);
    put('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    const body = new Uint8Array(Math.ceil(bytes.length / 512) * 512);
    body.set(bytes);
    return [header, body];
  });
  return join([...blocks, new Uint8Array(1024)]);
}

/** An archive like the data set's own, with the requested number of records per batch. */
export function makeArchive(batches: Readonly<Record<string, number>>): Uint8Array {
  return makeTar([
    { name: `${FOLDER}/`, bytes: new Uint8Array(0), type: '5' },
    ...Object.entries(batches).map(([batch, count], k) => ({
      name: `${FOLDER}/${batch}.bin`,
      bytes: makeRecords(count, k),
    })),
    { name: `${FOLDER}/batches.meta.txt`, bytes: new TextEncoder().encode('airplane\n') },
  ]);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([bytes.slice()]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

export const asFile = (name: string, bytes: Uint8Array): DataFile => new File([bytes.slice()], name);
