import { expect, it } from 'vitest';
import { cropStart, Fitter } from './fit.ts';

/**
 * The area mean, computed by cutting every pixel into size × size parts. It is exact: each new pixel covers whole
 * parts.
 */
function byParts(bytes: Uint8Array, edge: number, size: number): number[] {
  return Array.from({ length: size * size }, (_, place) => {
    const [row, column] = [Math.floor(place / size), place % size];
    let sum = 0;
    for (let y = row * edge; y < (row + 1) * edge; y++) {
      for (let x = column * edge; x < (column + 1) * edge; x++) {
        sum += bytes[Math.floor(y / size) * edge + Math.floor(x / size)] ?? 0;
      }
    }
    return Math.round(sum / edge ** 2);
  });
}

const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 97 + (i >> 3) * 31) & 0xff);

it.each([5, 28, 29, 41, 56, 100])('an edge of %i becomes 28 by area averaging', (edge) => {
  const bytes = bytesOf(edge * edge);
  const target = new Uint8Array(28 * 28);
  new Fitter(edge, edge, 1, 28).fit(bytes, { offset: 0, stride: 1, plane: 1 }, target, 0);
  const expected = byParts(bytes, edge, 28);
  // A mean half way between two bytes may round either way.
  expect(Math.max(...Array.from(target, (byte, i) => Math.abs(byte - (expected[i] ?? NaN))))).toBeLessThanOrEqual(1);
  expect(target.filter((byte, i) => byte !== expected[i]).length).toBeLessThan(4);
});

it('takes the central square, channels interleaved, from any memory layout', () => {
  const [height, width] = [3, 6];
  const plane = height * width;
  const apart = bytesOf(1 + 3 * plane);
  const target = new Uint8Array(2 + 27);
  new Fitter(height, width, 3, 3).fit(apart, { offset: 1, stride: 1, plane }, target, 2);
  expect(cropStart(width, height)).toBe(1);
  const expected = [0, 1, 2].flatMap((y) =>
    [1, 2, 3].flatMap((x) => [0, 1, 2].map((c) => apart[1 + c * plane + y * width + x])),
  );
  expect([...target.subarray(2)]).toEqual(expected);
});

it('fractions of brightness become bytes', () => {
  const target = new Uint8Array(4);
  new Fitter(2, 2, 1, 2).fit(Float32Array.of(0, 0.5, 0.25, 1), { offset: 0, stride: 1, plane: 1 }, target, 0, 255);
  expect([...target]).toEqual([0, 128, 64, 255]);
});
