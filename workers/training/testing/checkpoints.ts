/** Rewrites checkpoints with another header and a right checksum, for the tests that damage them. */
import { crc32c } from '../../../src/shared/util/crc32c.ts';

const PREFIX = 16;
const aligned = (length: number): number => Math.ceil(length / 8) * 8;
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The JSON text before the arrays. */
export function headerOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(PREFIX, PREFIX + viewOf(bytes).getUint32(12, true)));
}

/** The checkpoint with another header before the same arrays. */
export function withHeader(bytes: Uint8Array, header: string): Uint8Array {
  const text = new TextEncoder().encode(header);
  const arrays = bytes.subarray(PREFIX + aligned(viewOf(bytes).getUint32(12, true)));
  const made = new Uint8Array(PREFIX + aligned(text.length) + arrays.length);
  made.set(bytes.subarray(0, PREFIX));
  made.set(text, PREFIX);
  made.set(arrays, PREFIX + aligned(text.length));
  viewOf(made).setUint32(12, text.length, true);
  return withChecksum(made);
}

/** The same bytes with a recomputed checksum. */
export function withChecksum(bytes: Uint8Array): Uint8Array {
  const made = bytes.slice();
  if (made.length >= PREFIX) viewOf(made).setUint32(8, crc32c(made.subarray(12)), true);
  return made;
}
