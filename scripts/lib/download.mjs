// Downloads a large file over HTTP: resumes an earlier attempt, and accepts the file only with the right checksum.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A connection without a byte for this many seconds counts as dead. */
const PATIENCE = 30;

/**
 * @param {string} file
 * @param {string} algorithm of node:crypto
 * @returns {Promise<string>} in hexadecimal
 */
export async function checksumOf(file, algorithm) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** @param {string} file */
const sizeOf = (file) => (existsSync(file) ? statSync(file).size : 0);

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/**
 * `pipeline`, which at a failure does not wait for a write under way: that one would come after the next attempt has read
 * how much there is.
 * @param {Readable} source
 * @param {(pieces: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>} watched
 * @param {import('node:fs').WriteStream} file
 */
async function pipeToFile(source, watched, file) {
  try {
    await pipeline(source, watched, file);
  } finally {
    if (!file.closed) await new Promise((resolve) => file.once('close', () => resolve(null)));
  }
}

/**
 * Appends to `part` what it lacks of `url`. Throws an Error whose message is a reason; received bytes are kept.
 * @param {string} url
 * @param {string} part
 * @param {(done: number, total: number | undefined) => void} onProgress bytes so far and in total
 */
async function fetchRest(url, part, onProgress) {
  const abort = new AbortController();
  const watch = setTimeout(() => abort.abort(new Error(`nothing came for ${PATIENCE} seconds`)), PATIENCE * 1000);
  try {
    const held = sizeOf(part);
    const response = await fetch(url, {
      signal: abort.signal,
      headers: { 'accept-encoding': 'identity', ...(held > 0 ? { range: `bytes=${held}-` } : {}) },
    });
    // The server has no more bytes: the part is complete, and the caller checks its checksum.
    if (response.status === 416) return;
    if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`);
    if (response.headers.get('content-type')?.startsWith('text/html') === true) {
      throw new Error('the server answered with a web page');
    }
    const resumed = response.status === 206;
    let done = resumed ? held : 0;
    const length = Number(response.headers.get('content-length') ?? NaN);
    const total = Number.isFinite(length) ? done + length : undefined;
    onProgress(done, total);
    await pipeToFile(
      Readable.fromWeb(/** @type {import('node:stream/web').ReadableStream} */ (response.body)),
      /** @param {AsyncIterable<Uint8Array>} pieces */
      async function* (pieces) {
        for await (const piece of pieces) {
          watch.refresh();
          done += piece.length;
          onProgress(done, total);
          yield piece;
        }
      },
      createWriteStream(part, { flags: resumed ? 'a' : 'w' }),
    );
  } catch (error) {
    throw new Error(abort.signal.aborted ? reasonOf(abort.signal.reason) : reasonOf(error));
  } finally {
    clearTimeout(watch);
  }
}

/**
 * Downloads `url` to `file` through `file.part`, which an interruption leaves for the next attempt.
 * Throws an Error whose message is a reason in a few words.
 * @param {{ url: string, file: string, checksum: { readonly algorithm: string, readonly hex: string }, onProgress: (done: number, total: number | undefined) => void }} what
 */
export async function download({ url, file, checksum, onProgress }) {
  const part = `${file}.part`;
  mkdirSync(dirname(file), { recursive: true });
  const resuming = sizeOf(part) > 0;
  await fetchRest(url, part, onProgress);
  if ((await checksumOf(part, checksum.algorithm)) !== checksum.hex) {
    rmSync(part);
    // The earlier part may have been wrong.
    if (resuming) return download({ url, file, checksum, onProgress });
    throw new Error('what came is not the original file: its checksum differs');
  }
  renameSync(part, file);
}
