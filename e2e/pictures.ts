/** Writes folders of small pictures for tests. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const EDGE = 12;
const HEADER = 54;

/** A colour BMP file of 12 × 12 pixels with dark or light stripes in one direction. */
export function stripes(across: boolean, shade: number): Buffer {
  const bytes = Buffer.alloc(HEADER + 3 * EDGE * EDGE);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(HEADER, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(EDGE, 18);
  bytes.writeInt32LE(EDGE, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  for (let y = 0; y < EDGE; y++) {
    for (let x = 0; x < EDGE; x++) {
      const light = ((across ? y : x) >> 1) % 2 === 0;
      bytes.set(light ? [shade, 255, 255 - shade] : [0, shade, 0], HEADER + 3 * (y * EDGE + x));
    }
  }
  return bytes;
}

/** `classes` folders of stripes in `folder`, each with this many pictures. */
export function writePictures(folder: string, classes: readonly string[], count: number): void {
  for (const [label, name] of classes.entries()) {
    for (let k = 0; k < count; k++) {
      const path = join(folder, name, `${k}.bmp`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, stripes(label % 2 === 0, 10 * k + label));
    }
  }
}
