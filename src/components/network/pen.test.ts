import { expect, it } from 'vitest';
import { centred, stroke } from './pen.ts';

it('draws a stroke and leaves the image it began with', () => {
  const blank = new Uint8Array(28 * 28);
  const drawn = stroke(blank, 28, { x: 4.5, y: 10.5 }, { x: 20.5, y: 10.5 });
  expect(blank.every((ink) => ink === 0)).toBe(true);
  const at = (column: number, row: number): number | undefined => drawn[row * 28 + column];
  expect([at(4, 10), at(12, 10), at(20, 10)]).toEqual([255, 255, 255]);
  // 255 · (1.3 + 0.5 − 1) at a distance of 1.
  expect([at(12, 11), at(12, 12), at(12, 13)]).toEqual([204, 0, 0]);
  expect(stroke(drawn, 28, { x: 12.5, y: 10.5 }, { x: 12.5, y: 10.5 })).toEqual(drawn);
});

it('centres the mass of the ink, and leaves an empty image', () => {
  const image = new Uint8Array(25);
  image[0] = 100;
  image[1] = 100;
  image[5] = 100;
  const moved = centred(image, 5);
  expect([...moved].flatMap((ink, i) => (ink > 0 ? [i] : []))).toEqual([12, 13, 17]);
  expect(centred(new Uint8Array(25), 5)).toEqual(new Uint8Array(25));
});
