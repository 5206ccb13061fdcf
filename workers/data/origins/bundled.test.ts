import { beforeAll, describe, expect, it } from 'vitest';
import { readMnistPart } from '../../../vite/bundled-files.ts';
import { dataSetOf } from '../../../src/shared/data-sets/find.ts';
import type { DataSetOf } from '../../../src/shared/data-sets/data-set.ts';
import { unpackPart } from './bundled.ts';
import { gzip } from '../testing/archives.ts';

const MNIST = dataSetOf('mnist') as DataSetOf<'bundled'>;
let plain: Uint8Array;
let packed: Uint8Array;
beforeAll(async () => {
  plain = await readMnistPart('test');
  packed = await gzip(plain);
});

const unpack = (bytes: Uint8Array, init: ResponseInit = {}, seen: number[] = []): Promise<Uint8Array> =>
  unpackPart(new Response(bytes.slice(), init), MNIST, 'test', (fraction) => seen.push(fraction));

it('unpacks a part and reports its progress', async () => {
  const seen: number[] = [];
  expect(Buffer.compare(await unpack(packed, {}, seen), plain)).toBe(0);
  expect(seen.length).toBeGreaterThan(10);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
});

describe('refuses anything but the packed part with a sentence', () => {
  const cases: readonly (readonly [string, () => Promise<Uint8Array>, RegExp])[] = [
    [
      'a web page',
      () => unpack(packed, { headers: { 'content-type': 'text/html' } }),
      /sent a web page instead of MNIST/,
    ],
    ['a page without a type', () => unpack(new TextEncoder().encode('<!doctype html>')), /sent a web page instead/],
    [
      'an error',
      () => unpack(packed, { status: 404 }),
      /answered 404 instead of MNIST \(test\)\. The site is incomplete/,
    ],
    ['a cut file', () => unpack(packed.slice(0, -5000)), /arrived incomplete or damaged/],
    ['a changed byte', () => unpack(packed.slice().fill(7, 9000, 9010)), /arrived incomplete or damaged/],
    ['nothing', () => unpack(new Uint8Array(0)), /arrived incomplete or damaged/],
    ['no gzip', () => unpack(plain), /arrived incomplete or damaged/],
    ['too few bytes', async () => unpack(await gzip(plain.slice(1))), /arrived incomplete or damaged/],
    [
      'too many bytes',
      async () => unpack(await gzip(new Uint8Array(Buffer.concat([plain, Buffer.of(0)])))),
      /arrived incomplete or damaged/,
    ],
  ];
  it.each(cases)('%s', async (_, attempt, sentence) => {
    const attempted = attempt();
    await expect(attempted).rejects.toThrow(sentence);
    await expect(attempted).rejects.toMatchObject({ name: 'DataError' });
  });
});
