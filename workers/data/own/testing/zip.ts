/** Makes zip archives in which every field can be false, for the parser's tests. */
import { deflateSync } from 'fflate';
import { join } from '../../testing/archives.ts';

export interface ZipPart {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** 0 stored, 8 deflated; for others the method is false and the data are stored. */
  readonly method?: number;
  /** 1 marks the entry as encrypted. */
  readonly flags?: number;
  /** False sizes, packed and unpacked, and a false offset of the entry. */
  readonly packed?: number;
  readonly unpacked?: number;
  readonly at?: number;
}

export interface ZipEnd {
  /** A false number of entries and a false offset of their directory. */
  readonly count?: number;
  readonly directory?: number;
  /** Stores both in a zip64 record. */
  readonly zip64?: boolean;
}

const words = (...fields: (readonly [bytes: number, value: number])[]): Uint8Array => {
  const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of fields) {
    for (let k = 0, rest = value; k < width; k++, rest = Math.floor(rest / 256)) bytes[at + k] = rest % 256;
    at += width;
  }
  return bytes;
};

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
/** The value that refers to the zip64 record. */
const ELSEWHERE = 0xffffffff;

export function makeZip(parts: readonly ZipPart[], end: ZipEnd = {}): Uint8Array {
  const blocks: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const part of parts) {
    const { method = 8, flags = 0 } = part;
    const name = new TextEncoder().encode(part.name);
    const data = method === 8 ? deflateSync(part.bytes) : part.bytes;
    const shared: (readonly [number, number])[] = [
      [2, 20],
      [2, flags],
      [2, method],
      [4, 0],
      [4, 0],
      [4, part.packed ?? data.length],
      [4, part.unpacked ?? part.bytes.length],
      [2, name.length],
      [2, 0],
    ];
    const local = join([words([4, LOCAL], ...shared), name, data]);
    directory.push(
      join([words([4, CENTRAL], [2, 20], ...shared, [2, 0], [2, 0], [2, 0], [4, 0], [4, part.at ?? at]), name]),
    );
    blocks.push(local);
    at += local.length;
  }
  const central = join(directory);
  const [count, place] = [end.count ?? parts.length, end.directory ?? at];
  const large = end.zip64 === true;
  const behind = large
    ? join([
        words(
          [4, END_64],
          [8, 44],
          [2, 45],
          [2, 45],
          [4, 0],
          [4, 0],
          [8, count],
          [8, count],
          [8, central.length],
          [8, place],
        ),
        words([4, LOCATOR_64], [4, 0], [8, at + central.length], [4, 1]),
      ])
    : new Uint8Array(0);
  const told = large ? [0xffff, ELSEWHERE] : [count, place];
  const [entries = 0, from = 0] = told;
  return join([
    ...blocks,
    central,
    behind,
    words([4, END], [2, 0], [2, 0], [2, entries], [2, entries], [4, central.length], [4, from], [2, 0]),
  ]);
}

export interface NpyFields {
  readonly descr?: string;
  readonly order?: string;
  /** The text between the braces. */
  readonly shape: string;
  readonly body: Uint8Array;
  readonly version?: number;
  /** A false length of the header. */
  readonly header?: number;
}

/** A .npy file. */
export function makeNpy({ descr = '|u1', order = 'False', shape, body, version = 1, header }: NpyFields): Uint8Array {
  const text = new TextEncoder().encode(`{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }\n`);
  return join([
    Uint8Array.of(0x93, ...new TextEncoder().encode('NUMPY'), version, 0),
    words([version === 1 ? 2 : 4, header ?? text.length]),
    text,
    body,
  ]);
}
