/**
 * A saved run ⇄ bytes. Layout, little-endian: "SLCP", version, CRC-32C of all that follows, length of the header; the
 * header, JSON in which every typed array is {"$": its kind, "at": byte offset, "length": elements}; the arrays' bytes.
 * Reading throws CheckpointError, and nothing else, for any other bytes, and allocates no more than the bytes hold.
 */
import * as v from 'valibot';
import { crc32c } from '../../src/shared/util/crc32c.ts';
import { savedRunSchema } from './checkpoint-schema.ts';
import type { RunCheckpoint } from './run.ts';

/** The message is for the reader of the page. */
export class CheckpointError extends Error {
  override readonly name: string = 'CheckpointError';
}

/** The checkpoint is from a newer release, so this release must neither read nor replace it. */
export class NewerReleaseError extends CheckpointError {
  override readonly name = 'NewerReleaseError';
}

const MAGIC = 0x50434c53;
/** Version 2 stores the optimizer's slots by name; version 1 stored `velocity`. */
export const CHECKPOINT_VERSION = 2;
const PREFIX = 16;
/** Alignment of arrays in bytes, for Float64Array. */
const ALIGNMENT = 8;

const KINDS = { Float32Array, Float64Array } as const;
type Kind = keyof typeof KINDS;
type FloatArray = InstanceType<(typeof KINDS)[Kind]>;

const kindOf = (value: unknown): Kind | null =>
  value instanceof Float32Array ? 'Float32Array' : value instanceof Float64Array ? 'Float64Array' : null;

const aligned = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;

export function encodeCheckpoint(run: RunCheckpoint): Uint8Array {
  const arrays: FloatArray[] = [];
  let size = 0;
  const json = JSON.stringify(run, (_, value: unknown) => {
    const kind = kindOf(value);
    if (!kind) return value;
    const array = value as FloatArray;
    const at = size;
    arrays.push(array);
    size += aligned(array.byteLength);
    return { $: kind, at, length: array.length };
  });
  const header = new TextEncoder().encode(json);
  const body = PREFIX + aligned(header.length);
  const bytes = new Uint8Array(body + size);
  bytes.set(header, PREFIX);
  let at = body;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += aligned(array.byteLength);
  }
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, CHECKPOINT_VERSION, true);
  view.setUint32(12, header.length, true);
  view.setUint32(8, crc32c(bytes.subarray(12)), true);
  return bytes;
}

export function decodeCheckpoint(bytes: Uint8Array): RunCheckpoint {
  if (bytes.length < PREFIX) throw new CheckpointError('The checkpoint is cut short.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new CheckpointError('The checkpoint is not one of this lab.');
  const version = view.getUint32(4, true);
  if (version > CHECKPOINT_VERSION) {
    throw new NewerReleaseError(
      `The checkpoint is of version ${version}, made by a newer release; this one reads up to ${CHECKPOINT_VERSION}.`,
    );
  }
  if (view.getUint32(8, true) !== crc32c(bytes.subarray(12))) throw new CheckpointError('The checkpoint is damaged.');
  const headerLength = view.getUint32(12, true);
  if (PREFIX + headerLength > bytes.length) throw new CheckpointError('The checkpoint is damaged.');
  const body = PREFIX + aligned(headerLength);
  const json = new TextDecoder().decode(bytes.subarray(PREFIX, PREFIX + headerLength));
  // Each byte may be used by one array only, so that a small file cannot demand much memory.
  let left = bytes.length - body;
  const run = parse(json, (kind, at, length) => {
    const from = body + at;
    const stop = from + length * KINDS[kind].BYTES_PER_ELEMENT;
    left -= stop - from;
    if (stop > bytes.length || left < 0) throw new CheckpointError('The checkpoint is damaged.');
    // A copy, because the source may be misaligned.
    return new KINDS[kind](bytes.slice(from, stop).buffer);
  });
  const read = v.safeParse(savedRunSchema, run, { abortEarly: true });
  if (!read.success) throw new CheckpointError('The checkpoint is not of a run.');
  return read.output;
}

function parse(json: string, array: (kind: Kind, at: number, length: number) => FloatArray): unknown {
  try {
    return JSON.parse(json, (_, value: unknown) => {
      if (typeof value !== 'object' || value === null || !('$' in value)) return value;
      const { $: kind, at, length } = value as Record<string, unknown>;
      if ((kind !== 'Float32Array' && kind !== 'Float64Array') || !isCount(at) || !isCount(length)) {
        throw new CheckpointError('The checkpoint is damaged.');
      }
      return array(kind, at, length);
    });
  } catch (error) {
    throw error instanceof CheckpointError ? error : new CheckpointError('The checkpoint is damaged.');
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
