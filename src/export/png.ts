/** Pictures of charts as one PNG on white, two per row. */
import { PX_PER_MM } from '../charts/paper.ts';
import type { Picture } from '../charts/picture.ts';

/** Pixels in the file per CSS pixel, on any screen. */
const SCALE = 3;
/** 600 pixels per inch for print. */
const PRINT_SCALE = 600 / 96;
/** The maximum area of a canvas in every browser, px². */
const MAX_AREA = 16_777_216;
const COLUMNS = 2;
/** The maximum edge of a canvas in browsers. */
const MAX_EDGE = 16_384;

/** Pixels in the file per CSS pixel: 3, or up to 6.25 for print. */
export function pngScale({ width, height, paper = false }: Picture): number {
  return paper ? Math.max(SCALE, Math.min(PRINT_SCALE, Math.sqrt(MAX_AREA / (width * height)))) : SCALE;
}

/**
 * All pictures on a white ground. Throws an Error with a sentence if there is no picture or the browser can't write
 * one.
 */
export async function chartsPng(pictures: readonly Picture[]): Promise<Blob> {
  const [first] = pictures;
  if (!first) throw new Error('nothing has been measured yet.');
  const columns = Math.min(COLUMNS, pictures.length);
  const width = Math.max(...pictures.map((picture) => picture.width));
  const height = Math.max(...pictures.map((picture) => picture.height));
  const scale = pngScale(first);
  const canvas = document.createElement('canvas');
  canvas.width = Math.min(MAX_EDGE, Math.round(columns * width * scale));
  canvas.height = Math.min(MAX_EDGE, Math.round(Math.ceil(pictures.length / columns) * height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser cannot draw the picture.');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  for (const [index, picture] of pictures.entries()) {
    context.save();
    context.translate((index % columns) * width, Math.floor(index / columns) * height);
    picture.paint(context);
    context.restore();
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('this browser could not write the picture.');
  return first.paper ? withResolution(blob, scale) : blob;
}

/** Bytes of a PNG before its second chunk: signature and header. */
const PNG_HEAD = 33;
const MM_PER_M = 1000;

/** The PNG with its pixels per metre, so that other programs place it in its size. */
function withResolution(png: Blob, scale: number): Blob {
  const chunk = new DataView(new ArrayBuffer(21));
  const perMetre = Math.round(scale * PX_PER_MM * MM_PER_M);
  chunk.setUint32(0, 9);
  for (const [k, letter] of Array.from('pHYs').entries()) chunk.setUint8(4 + k, letter.charCodeAt(0));
  chunk.setUint32(8, perMetre);
  chunk.setUint32(12, perMetre);
  chunk.setUint8(16, 1);
  chunk.setUint32(17, crc32(new Uint8Array(chunk.buffer, 4, 13)));
  return new Blob([png.slice(0, PNG_HEAD), chunk, png.slice(PNG_HEAD)], { type: png.type });
}

/** The checksum of a PNG's chunks. */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
