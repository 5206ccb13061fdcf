import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { variantsOf, type RunFile, type RunRecord } from '../shared/run/run-file.ts';
import { columnGroups } from './columns.ts';
import { runFileOf } from './run-file.ts';
import { fixtureStore } from './testing/run-fixture.ts';
import { eventRecords, maskedCrc, tensorboardBlob } from './tensorboard.ts';

const BEGUN = 1_700_000_000;

function file(twin: boolean): RunFile {
  const made = runFileOf(fixtureStore({ params: { twin } }));
  if (!made) throw new Error('no run file');
  return made;
}

interface Field {
  readonly field: number;
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** A protocol-buffer message's fields, parsed by the encoding's specification. */
function fields(message: Uint8Array): Field[] {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const found: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = view.getUint8(at++);
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const none = new Uint8Array();
  while (at < message.length) {
    const key = varint();
    const field = key >>> 3;
    switch (key & 7) {
      case 0:
        found.push({ field, number: varint(), bytes: none });
        break;
      case 1:
        found.push({ field, number: view.getFloat64(at, true), bytes: none });
        at += 8;
        break;
      case 2: {
        const length = varint();
        found.push({ field, number: NaN, bytes: message.subarray(at, at + length) });
        at += length;
        break;
      }
      case 5:
        found.push({ field, number: view.getFloat32(at, true), bytes: none });
        at += 4;
        break;
      default:
        throw new Error(`wire type ${key & 7}`);
    }
  }
  return found;
}

/** The records of a TFRecord file, with verified checksums. */
function records(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = Number(view.getBigUint64(at, true));
    expect(view.getUint32(at + 8, true)).toBe(maskedCrc(bytes.subarray(at, at + 8)));
    const data = bytes.subarray(at + 12, at + 12 + length);
    expect(view.getUint32(at + 12 + length, true)).toBe(maskedCrc(data));
    found.push(data);
    at += 16 + length;
  }
  return found;
}

const eventFile = (run: RunRecord, begun: number): Uint8Array =>
  Uint8Array.from([...eventRecords(run, begun)].flatMap((record) => [...record]));

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

/** `tag@step` → value and wall time. */
function scalars(bytes: Uint8Array): Map<string, { value: number; time: number }> {
  const found = new Map<string, { value: number; time: number }>();
  for (const record of records(bytes).slice(1)) {
    const event = fields(record);
    const of = (field: number): Field | undefined => event.find((candidate) => candidate.field === field);
    for (const value of fields(of(5)?.bytes ?? new Uint8Array())) {
      const inner = fields(value.bytes);
      const tag = text(inner.find(({ field }) => field === 1)?.bytes);
      const number = inner.find(({ field }) => field === 2)?.number ?? NaN;
      found.set(`${tag}@${of(2)?.number ?? ''}`, { value: number, time: of(1)?.number ?? NaN });
    }
  }
  return found;
}

function expectSame(bytes: Uint8Array, run: RunRecord): void {
  const read = scalars(bytes);
  let count = 0;
  for (const { step, columns } of columnGroups(run)) {
    for (const { name, values } of columns) {
      if (name === 'seconds') continue;
      for (const [row, at] of step.entries()) {
        const value = values[row];
        const scalar = read.get(`${name.replace('.', '/')}@${at}`);
        if (typeof value !== 'number') expect(scalar).toBeUndefined();
        else expect(scalar?.value).toBe(Math.fround(value));
        if (typeof value === 'number') count++;
      }
    }
  }
  expect(read.size).toBe(count);
}

describe('masked CRC-32C', () => {
  it('is rotated by 15 bits, plus a constant', () => {
    expect(maskedCrc(new TextEncoder().encode('123456789'))).toBe(
      (((0xe3069283 >>> 15) | (0xe3069283 << 17)) + 0xa282ead8) >>> 0,
    );
  });
});

describe('event file', () => {
  it('starts with the file version', () => {
    const [run] = variantsOf(file(false));
    if (!run) throw new Error('no run');
    const [first = new Uint8Array()] = records(eventFile(run, BEGUN));
    expect(fields(first)).toMatchObject([{ field: 1, number: BEGUN }, { field: 3 }]);
    expect(text(fields(first)[1]?.bytes)).toBe('brain.Event:2');
  });

  it('has exactly the numbers of the run file as float32, at their steps and times', () => {
    const [run] = variantsOf(file(false));
    if (!run) throw new Error('no run');
    const bytes = eventFile(run, BEGUN);
    expectSame(bytes, run);
    expect(scalars(bytes).get('loss@2')?.time).toBe(BEGUN + 0.02);
    expect(scalars(bytes).has('gradientNorm/dense2@3')).toBe(true);
  });

  it('encodes steps past 127 and past 2³¹', () => {
    const [run] = variantsOf(file(false));
    if (!run) throw new Error('no run');
    const steps = { step: [300, 2 ** 33], loss: [1, 2], accuracy: [null, null] };
    const read = scalars(eventFile({ ...run, steps }, BEGUN));
    expect(read.get('loss@300')?.value).toBe(1);
    expect(read.get(`loss@${2 ** 33}`)?.value).toBe(2);
  });

  it('is one file for a run and a folder per variant for a paired run', async () => {
    const single = file(false);
    const [run] = variantsOf(single);
    if (!run) throw new Error('no run');
    expect(new Uint8Array(await (await tensorboardBlob(single, BEGUN)).arrayBuffer())).toEqual(eventFile(run, BEGUN));
    const twin = file(true);
    const folders = unzipSync(new Uint8Array(await (await tensorboardBlob(twin, BEGUN)).arrayBuffer()));
    const names = ['true', 'shuffled'].map((variant) => `${variant}/events.out.tfevents.${BEGUN}.shuffle-lab`);
    expect(Object.keys(folders)).toEqual(names);
    for (const [index, variant] of variantsOf(twin).entries()) {
      expectSame(folders[names[index] ?? ''] ?? new Uint8Array(), variant);
    }
  });
});
