/**
 * The safetensors format (github.com/huggingface/safetensors): 8 bytes with the header's length, a JSON header with
 * each tensor's type, shape and byte range, then the numbers, little-endian.
 */
import type { NamedTensor } from '../shared/run/run-records.ts';

const ALIGNMENT = 8;
const METADATA = '__metadata__';

/** The file of the tensors, in order. Throws for a duplicate or reserved name, or values that don't fit the shape. */
export function safetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const header = new Map<string, unknown>([[METADATA, metadata]]);
  let offset = 0;
  for (const { name, shape, values } of tensors) {
    if (header.has(name)) throw new Error(`two tensors are called ${name}`);
    const size = shape.reduce((product, edge) => product * edge, 1);
    if (size !== values.length) throw new Error(`${name} has ${values.length} values for the shape ${shape.join('×')}`);
    header.set(name, { dtype: 'F32', shape, data_offsets: [offset, offset + 4 * size] });
    offset += 4 * size;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const padded = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(8 + padded + offset);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(padded), true);
  file.fill(0x20, 8, 8 + padded).set(json, 8);
  let at = 8 + padded;
  for (const { values } of tensors) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return file;
}
