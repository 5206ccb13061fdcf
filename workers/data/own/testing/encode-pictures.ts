/** Encodes small valid pictures of each type that the lab reads, PNG chunk by chunk, for the fuzz tests to damage. */
import { zlibSync } from 'fflate';
import { join } from '../../testing/archives.ts';

/** Pixels along each edge. */
export const PICTURE_EDGE = 20;

/** A picture as the browser encodes it. */
export async function encoded(type: 'image/png' | 'image/jpeg' | 'image/webp'): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(PICTURE_EDGE, PICTURE_EDGE);
  const context = canvas.getContext('2d');
  for (let k = 0; k < PICTURE_EDGE && context; k++) {
    context.fillStyle = `rgb(${k * 12} ${k * 5} ${255 - k * 12})`;
    context.fillRect(k, 0, 1, PICTURE_EDGE);
  }
  return new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer());
}

/** 24-bit BMP, which a canvas cannot write. */
export function bmp(): Uint8Array {
  const head = new Uint8Array(54);
  const view = new DataView(head.buffer);
  const pixels = Uint8Array.from({ length: 3 * PICTURE_EDGE * PICTURE_EDGE }, (_, i) => i & 0xff);
  head.set([0x42, 0x4d]);
  view.setUint32(2, head.length + pixels.length, true);
  view.setUint32(10, head.length, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, PICTURE_EDGE, true);
  view.setInt32(22, PICTURE_EDGE, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  return join([head, pixels]);
}

/** A GIF of one pixel and two colours, which a canvas cannot write. */
export const gif = (): Uint8Array =>
  Uint8Array.of(
    ...new TextEncoder().encode('GIF89a'),
    ...[1, 0, 1, 0, 0x80, 0, 0, 255, 255, 255, 0, 0, 0],
    ...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b],
  );

export interface PngChunk {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The chunks of a colour PNG without interlace: header, unfiltered rows, end. */
export function pngChunks(): readonly [PngChunk, PngChunk, PngChunk] {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, PICTURE_EDGE);
  view.setUint32(4, PICTURE_EDGE);
  header.set([8, 2], 8);
  const row = 1 + 3 * PICTURE_EDGE;
  const rows = Uint8Array.from({ length: PICTURE_EDGE * row }, (_, i) => (i % row === 0 ? 0 : (i * 7) & 0xff));
  return [
    { type: 'IHDR', bytes: header },
    { type: 'IDAT', bytes: zlibSync(rows) },
    { type: 'IEND', bytes: new Uint8Array(0) },
  ];
}

/** The file of the chunks, each with its right checksum. */
export function pngOf(chunks: readonly PngChunk[]): Uint8Array {
  const parts = chunks.map(({ type, bytes }) => {
    const named = join([new TextEncoder().encode(type), bytes]);
    const part = new Uint8Array(8 + named.length);
    const view = new DataView(part.buffer);
    view.setUint32(0, bytes.length);
    part.set(named, 4);
    view.setUint32(4 + named.length, crc32(named));
    return part;
  });
  return join([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), ...parts]);
}

/** CRC-32 of the PNG standard (ISO 3309). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ ((crc & 1) === 0 ? 0 : 0xedb88320);
  }
  return ~crc >>> 0;
}

/** Offset of the height in a JPEG's frame; the width is 2 bytes later. */
export function jpegFrame(bytes: Uint8Array): number {
  const at = bytes.findIndex((byte, k) => byte === 0xff && bytes[k + 1] === 0xc0);
  if (at === -1) throw new Error('a JPEG without a plain frame');
  return at + 5;
}
