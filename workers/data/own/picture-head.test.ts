import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureHead } from './picture-head.ts';

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (c) => c.charCodeAt(0)) : part)),
  );

const PNG = bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 1, 0], [0, 0, 0, 7]);
const LONG = 2 + 300;

describe('the header of a picture', () => {
  it.each([
    ['PNG', PNG, 256, 7],
    ['GIF', bytes('GIF89a', [3, 1, 2, 0, 0, 0, 0, 0x3b]), 259, 2],
    // A screen of one pixel, a palette of two colours, an extension, and a frame larger than the screen.
    [
      'GIF',
      bytes(
        'GIF89a',
        [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 9, 9, 9],
        [0x21, 0xf9, 4, 0, 0, 0, 0, 0],
        [0x2c, 1, 0, 2, 0, 0xff, 0xfe, 0x10, 0x27, 0],
      ),
      65_280,
      10_002,
    ],
    ['BMP', bytes('BM', Array<number>(12).fill(0), [12, 0, 0, 0], [28, 0, 7, 0, 1, 0, 24, 0]), 28, 7],
    ['BMP', bytes('BM', Array<number>(16).fill(0), [5, 0, 0, 0], [0xf0, 0xff, 0xff, 0xff]), 5, 16],
    ['WebP', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', Array<number>(10).fill(0), [0x40, 0x41, 0x20, 0]), 320, 32],
    ['WebP', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f], [0x0f, 0xc0, 0x07, 0]), 16, 32],
    ['WebP', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', Array<number>(8).fill(0), [0, 0, 1], [9, 0, 0]), 65_537, 10],
    // An application segment and tables before the frame; a fill byte before its marker.
    [
      'JPEG',
      bytes(
        [0xff, 0xd8, 0xff, 0xe0, LONG >> 8, LONG & 255],
        Array<number>(300).fill(0xff),
        [0xff, 0xc4, 0, 3, 0],
        [0xff, 0xff, 0xc2, 0, 17, 8, 0, 9, 1, 4],
      ),
      260,
      9,
    ],
    // Stray bytes before a marker, which decoders skip, and a marker without a length.
    ['JPEG', bytes([0xff, 0xd8, 1, 2, 0xff, 0, 0xff, 0xd0, 0xff, 0xc0, 0, 17, 8, 0, 9, 1, 4]), 260, 9],
  ] as const)('%s', (kind, head, width, height) => {
    expect(pictureHead(head)).toEqual({ kind, width, height });
  });

  it('is undefined for other bytes, without an exception', () => {
    expect(pictureHead(bytes('BM', Array<number>(16).fill(0), [0, 0, 0, 0x80], [1, 0, 0, 0]))).toBeUndefined();
    expect(pictureHead(bytes('PK\x03\x04'))).toBeUndefined();
    expect(pictureHead(PNG.subarray(0, 20))).toBeUndefined();
    const starts = [[], [0xff, 0xd8, 0xff], [...bytes('RIFF0000WEBPVP8')], [...bytes('GIF89a')], [...bytes('BM')]];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 80 }), (start, rest) => {
        const head = pictureHead(Uint8Array.from([...start, ...rest]));
        expect(head === undefined || (head.width >= 0 && head.height >= 0) || head.kind === 'BMP').toBe(true);
      }),
      { seed: 8, numRuns: 2000 },
    );
  });
});
