/** Reads a user's file, pipe or device with a size limit, so that memory is bounded. */
import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 1_000_000;

/**
 * Reads up to `most` bytes, and one more if there are more. Above `most`, `size` only means that the file is too large.
 * `text` is the content as UTF-8. Throws the system's error if the file cannot be read.
 */
export function readUpTo(path: string, most: number): { readonly size: number; readonly text: string } {
  const chunks: Uint8Array[] = [];
  const file = openSync(path, 'r');
  let size = 0;
  try {
    while (size <= most) {
      const chunk = new Uint8Array(Math.min(CHUNK, most + 1 - size));
      const read = readSync(file, chunk);
      if (read === 0) break;
      chunks.push(chunk.subarray(0, read));
      size += read;
    }
  } finally {
    closeSync(file);
  }
  return { size, text: Buffer.concat(chunks).toString('utf8') };
}
