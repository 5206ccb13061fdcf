/** Writes an animated PNG from still ones. https://www.w3.org/TR/png-3/ */
import { crc32 } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export interface Frame {
  readonly png: Buffer;
  /** How long the frame is shown. */
  readonly milliseconds: number;
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** Throws if the bytes are not a PNG. */
export function chunksOf(png: Buffer): Chunk[] {
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('not a PNG file');
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

const uint32 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeUInt32BE(value, 4 * i));
  return bytes;
};

function written({ type, data }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

/** Loops frames of one size and pixel format. Throws if they differ. */
export function animatedPng(frames: readonly Frame[]): Buffer {
  const pictures = frames.map(({ png }) => chunksOf(png));
  const header = pictures[0]?.[0];
  if (header?.type !== 'IHDR') throw new Error('no frame');
  if (pictures.some(([head]) => head?.data.equals(header.data) !== true)) throw new Error('the frames differ in size');
  let sequence = 0;
  const chunks = pictures.flatMap((picture, i): Chunk[] => {
    const delay = Buffer.alloc(6);
    delay.writeUInt16BE(frames[i]?.milliseconds ?? 0, 0);
    delay.writeUInt16BE(1000, 2);
    // Width, height, and place (0, 0); each frame replaces all of the one before.
    const control = Buffer.concat([uint32(sequence++), header.data.subarray(0, 8), uint32(0, 0), delay]);
    const pixels = picture.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
    return [
      { type: 'fcTL', data: control },
      ...(i === 0
        ? pixels.map((data) => ({ type: 'IDAT', data }))
        : [{ type: 'fdAT', data: Buffer.concat([uint32(sequence++), ...pixels]) }]),
    ];
  });
  const whole: readonly Chunk[] = [
    header,
    { type: 'acTL', data: uint32(frames.length, 0) },
    ...chunks,
    { type: 'IEND', data: Buffer.alloc(0) },
  ];
  return Buffer.concat([SIGNATURE, ...whole.map(written)]);
}
