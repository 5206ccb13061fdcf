/**
 * TensorBoard event files: TFRecord framing (length, masked CRC-32C, data, masked CRC-32C) around protocol-buffer
 * `Event` messages. Sources: tensorflow/core/lib/io/record_writer.h, core/util/event.proto and
 * core/framework/summary.proto. Scalars are `simple_value` (float32), the only form that every reader supports.
 */
import { zipSync } from 'fflate';
import { crc32c } from '../shared/util/crc32c.ts';
import { variantsOf, type Column, type RunFile, type RunRecord } from '../shared/run/run-file.ts';
import { collect } from './collect.ts';
import { variantFileNames, columnGroups } from './columns.ts';

/** The masked checksum of a TFRecord: rotated right by 15 bits, plus a constant. */
export function maskedCrc(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;
const HEAD = 12;
const FOOT = 4;

function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}
/** Size of a bytes field, including its key. */
const nestedSize = (length: number): number => 1 + varintSize(length) + length;

/** A TFRecord of known size, filled from front to back. */
class RecordWriter {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  #at = HEAD;

  constructor(size: number) {
    this.bytes = new Uint8Array(HEAD + size + FOOT);
    this.#view = new DataView(this.bytes.buffer);
    this.#view.setBigUint64(0, BigInt(size), true);
  }

  varint(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.bytes[this.#at++] = (rest % 128) + 128;
    this.bytes[this.#at++] = rest;
  }
  key(field: number, wire: number): void {
    this.varint(field * 8 + wire);
  }
  double(field: number, value: number): void {
    this.key(field, FIXED_64);
    this.#view.setFloat64(this.#at, value, true);
    this.#at += 8;
  }
  float(field: number, value: number): void {
    this.key(field, FIXED_32);
    this.#view.setFloat32(this.#at, value, true);
    this.#at += 4;
  }
  /** Starts a field of `length` bytes, which follow. */
  open(field: number, length: number): void {
    this.key(field, BYTES);
    this.varint(length);
  }
  text(field: number, utf8: Uint8Array): void {
    this.open(field, utf8.length);
    this.bytes.set(utf8, this.#at);
    this.#at += utf8.length;
  }

  /** The record with its checksums. */
  sealed(): Uint8Array<ArrayBuffer> {
    this.#view.setUint32(8, maskedCrc(this.bytes.subarray(0, 8)), true);
    this.#view.setUint32(this.#at, maskedCrc(this.bytes.subarray(HEAD, this.#at)), true);
    return this.bytes;
  }
}

interface Tag {
  readonly utf8: Uint8Array;
  readonly values: Column;
}

/** Value { 1: tag, 2: simple_value } */
const valueSize = ({ utf8 }: Tag): number => nestedSize(utf8.length) + 5;

/** Event { 1: wall_time, 2: step, 5: Summary { 1: Value … } } with the measurements of one row. */
function scalarEvent(seconds: number, step: number, tags: readonly Tag[], row: number): Uint8Array<ArrayBuffer> {
  const summary = tags.reduce((size, tag) => size + nestedSize(valueSize(tag)), 0);
  const writer = new RecordWriter(9 + 1 + varintSize(step) + nestedSize(summary));
  writer.double(1, seconds);
  writer.key(2, VARINT);
  writer.varint(step);
  writer.open(5, summary);
  for (const tag of tags) {
    writer.open(1, valueSize(tag));
    writer.text(1, tag.utf8);
    writer.float(2, tag.values[row] ?? NaN);
  }
  return writer.sealed();
}

function versionEvent(seconds: number): Uint8Array<ArrayBuffer> {
  const version = new TextEncoder().encode('brain.Event:2');
  const writer = new RecordWriter(9 + nestedSize(version.length));
  writer.double(1, seconds);
  writer.text(3, version);
  return writer.sealed();
}

/**
 * One run's event file, record by record: tags `loss`, `testAccuracy`, …, and `gradientNorm/dense1` for a layer. Wall
 * time is `begun` (seconds since 1970) plus the seconds of training.
 */
export function* eventRecords(run: RunRecord, begun: number): Generator<Uint8Array<ArrayBuffer>> {
  yield versionEvent(begun);
  const secondsAt = new Map(run.steps.step.map((step, row) => [step, run.steps.seconds?.[row] ?? 0]));
  const encoder = new TextEncoder();
  for (const { step: steps, columns } of columnGroups(run)) {
    const tags = columns
      .filter(({ name }) => name !== 'seconds')
      .map(({ name, values }): Tag => ({ utf8: encoder.encode(name.replace('.', '/')), values }));
    for (const [row, step] of steps.entries()) {
      const measured = tags.filter(({ values }) => typeof values[row] === 'number');
      if (measured.length > 0) yield scalarEvent(begun + (secondsAt.get(step) ?? 0), step, measured, row);
    }
  }
}

/** A run's event file, or those of a paired run as folders of a ZIP archive, because TensorBoard overlays folders. */
export async function tensorboardBlob(file: RunFile, begun: number): Promise<Blob> {
  const files: Blob[] = [];
  for (const variant of variantsOf(file)) files.push(new Blob(await collect(eventRecords(variant, begun))));
  const [only, other] = files;
  if (only && !other) return only;
  const names = variantFileNames(file);
  const folders: Record<string, Uint8Array> = {};
  for (const [index, events] of files.entries()) {
    const path = `${names[index] ?? ''}/events.out.tfevents.${Math.floor(begun)}.shuffle-lab`;
    folders[path] = new Uint8Array(await events.arrayBuffer());
  }
  return new Blob([zipSync(folders, { level: 1 })], { type: 'application/zip' });
}
