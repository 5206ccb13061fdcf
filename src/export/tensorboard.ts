/**
 * TensorBoard event files, written by hand: TFRecord framing (length, masked CRC-32C, data, masked CRC-32C) around
 * protocol-buffer `Event` messages. Sources: tensorflow/core/lib/io/record_writer.h, core/util/event.proto and
 * core/framework/summary.proto. Scalars are `simple_value`, a float32: the only form that every reader knows.
 */
import { zipSync } from 'fflate';
import { crc32c } from '../shared/crc32c.ts';
import { armsOf, type RunFile, type RunRecord } from '../shared/run-file.ts';
import { armNames, columnGroups } from './columns.ts';

/** The checksum as a TFRecord holds it: rotated right by 15 bits, plus a constant. */
export function maskedCrc(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** One TFRecord. */
function frame(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(data.length + 16);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc(record.subarray(0, 8)), true);
  record.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc(data), true);
  return record;
}

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;
const utf8 = new TextEncoder();

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

const key = (field: number, wire: number): number => field * 8 + wire;
const nested = (field: number, bytes: readonly number[]): number[] => [
  key(field, BYTES),
  ...varint(bytes.length),
  ...bytes,
];
function little(field: number, wire: typeof FIXED_32 | typeof FIXED_64, value: number): number[] {
  const view = new DataView(new ArrayBuffer(wire === FIXED_64 ? 8 : 4));
  if (wire === FIXED_64) view.setFloat64(0, value, true);
  else view.setFloat32(0, value, true);
  return [key(field, wire), ...new Uint8Array(view.buffer)];
}

/** Event { 1: wall_time, 2: step, 5: Summary { 1: Value { 1: tag, 2: simple_value } } } */
function scalarEvent(seconds: number, step: number, values: readonly { tag: string; value: number }[]): Uint8Array {
  const summary = values.flatMap(({ tag, value }) =>
    nested(1, [...nested(1, [...utf8.encode(tag)]), ...little(2, FIXED_32, value)]),
  );
  return Uint8Array.from([...little(1, FIXED_64, seconds), key(2, VARINT), ...varint(step), ...nested(5, summary)]);
}

/**
 * One run's event file: tags `loss`, `accuracy`, `testAccuracy`, …, and `gradientNorm/dense1` for a layer's. Wall time
 * is `begun` (seconds since 1970) plus the seconds that the run had trained.
 */
export function eventFile(run: RunRecord, begun: number): Uint8Array<ArrayBuffer> {
  const records = [
    frame(Uint8Array.from([...little(1, FIXED_64, begun), ...nested(3, [...utf8.encode('brain.Event:2')])])),
  ];
  const secondsAt = new Map(run.steps.step.map((step, row) => [step, run.steps.seconds?.[row] ?? 0]));
  for (const { step: steps, columns } of columnGroups(run)) {
    for (const [row, step] of steps.entries()) {
      const values = columns.flatMap(({ name, values }) => {
        const value = values[row];
        return typeof value === 'number' && name !== 'seconds' ? [{ tag: name.replace('.', '/'), value }] : [];
      });
      if (values.length > 0) records.push(frame(scalarEvent(begun + (secondsAt.get(step) ?? 0), step, values)));
    }
  }
  const file = new Uint8Array(records.reduce((length, record) => length + record.length, 0));
  let offset = 0;
  for (const record of records) {
    file.set(record, offset);
    offset += record.length;
  }
  return file;
}

/** A run's event file, or a twin's two as folders of a ZIP archive: TensorBoard overlays folders. */
export function tensorboardBlob(file: RunFile, begun: number): Blob {
  const name = `events.out.tfevents.${Math.floor(begun)}.shuffle-lab`;
  const names = armNames(file);
  const files = armsOf(file).map((arm) => eventFile(arm, begun));
  const [only, other] = files;
  if (only && !other) return new Blob([only], { type: 'application/octet-stream' });
  const folders = Object.fromEntries(files.map((bytes, index) => [`${names[index] ?? ''}/${name}`, bytes]));
  return new Blob([zipSync(folders)], { type: 'application/zip' });
}
