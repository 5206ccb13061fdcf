import { decode, decodeApng, encode } from 'fast-png';
import { expect, it } from 'vitest';
import { animatedPng } from './apng.ts';

const still = (value: number, width = 3): Buffer =>
  Buffer.from(encode({ width, height: 2, channels: 3, depth: 8, data: new Uint8Array(width * 6).fill(value) }));

it('another decoder reads every frame, its pixels and its time', () => {
  const bytes = animatedPng([10, 200, 90].map((value, i) => ({ png: still(value), milliseconds: 100 + i })));
  const { width, height, frames } = decodeApng(bytes, { checkCrc: true });
  expect([width, height]).toEqual([3, 2]);
  expect(frames.map(({ data }) => [...data])).toEqual([10, 200, 90].map((value) => Array<number>(18).fill(value)));
  expect(frames.map(({ delayNumber, delayDenominator }) => delayNumber / delayDenominator)).toEqual([
    0.1, 0.101, 0.102,
  ]);
  // A program that knows no animation shows the first frame.
  expect([...decode(bytes).data]).toEqual(Array<number>(18).fill(10));
});

it('refuses frames of two sizes and what is no PNG', () => {
  const frame = { png: still(1), milliseconds: 1 };
  expect(() => animatedPng([frame, { ...frame, png: still(1, 4) }])).toThrow('differ in size');
  expect(() => animatedPng([{ ...frame, png: Buffer.from('GIF89a') }])).toThrow('not a PNG');
});
