import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NamedTensor } from '../shared/run/run-records.ts';
import { safetensors } from './safetensors.ts';

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** An independent parser of the format. */
function read(file: Uint8Array): { header: Record<string, Entry>; data: DataView; start: number } {
  const view = new DataView(file.buffer);
  const length = Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length))) as Record<string, Entry>;
  return { header, data: new DataView(file.buffer, 8 + length), start: 8 + length };
}

const kernel: NamedTensor = { name: 'dense1/kernel', shape: [2, 3], values: Float32Array.of(1, -2, 0.5, 1e-20, 3, 4) };
const bias: NamedTensor = { name: 'dense1/bias', shape: [], values: Float32Array.of(7) };

describe('safetensors', () => {
  it('has the layout of the format', () => {
    const { header, data, start } = read(safetensors([kernel, bias], { format: 'pt', address: 'n=10' }));
    expect(header).toEqual({
      __metadata__: { format: 'pt', address: 'n=10' },
      'dense1/kernel': { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
      'dense1/bias': { dtype: 'F32', shape: [], data_offsets: [24, 28] },
    });
    expect(start % 8).toBe(0);
    expect(data.byteLength).toBe(28);
    expect(data.getFloat32(4, true)).toBe(-2);
    expect(data.getFloat32(24, true)).toBe(7);
  });

  it('round-trips any tensors, without holes or overlap', () => {
    const tensor = fc.tuple(fc.string(), fc.float32Array({ maxLength: 9 }));
    fc.assert(
      fc.property(fc.uniqueArray(tensor, { selector: ([name]) => name, maxLength: 5 }), (pairs) => {
        const tensors = pairs.map(([name, values]) => ({ name, shape: [values.length], values }));
        const { header, data } = read(safetensors(tensors, {}));
        let end = 0;
        for (const { name, values } of tensors) {
          const [from, to] = header[name]?.data_offsets ?? [NaN, NaN];
          expect(from).toBe(end);
          end = to;
          const back = Float32Array.from(values, (_, i) => data.getFloat32(from + 4 * i, true));
          expect(back).toEqual(values);
        }
        expect(data.byteLength).toBe(end);
      }),
    );
  });

  it('rejects duplicate names, the reserved name, and values that do not fit the shape', () => {
    expect(() => safetensors([bias, bias], {})).toThrow('two tensors are called dense1/bias');
    expect(() => safetensors([{ ...bias, name: '__metadata__' }], {})).toThrow('__metadata__');
    expect(() => safetensors([{ ...kernel, shape: [7] }], {})).toThrow('dense1/kernel has 6 values for the shape 7');
  });
});
