/** Reads the type and the size of a picture from its first bytes, before the browser decodes it. */

export interface PictureHead {
  readonly kind: 'PNG' | 'JPEG' | 'GIF' | 'WebP' | 'BMP';
  readonly width: number;
  readonly height: number;
}

const text = (view: DataView, at: number, length: number): string =>
  at + length > view.byteLength
    ? ''
    : String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, length));

/** The header of a picture, from its first bytes (for a JPEG up to its frame); undefined if they are no picture. */
export function pictureHead(bytes: Uint8Array): PictureHead | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (text(view, 0, 8) === '\x89PNG\r\n\x1a\n') {
      return { kind: 'PNG', width: view.getUint32(16), height: view.getUint32(20) };
    }
    if (/^GIF8[79]a/.test(text(view, 0, 6))) return gif(view);
    if (text(view, 0, 2) === 'BM') return bmp(view);
    if (text(view, 0, 4) === 'RIFF' && text(view, 8, 4) === 'WEBP') return webp(view);
    if (view.getUint16(0) === 0xffd8) return jpeg(view);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

/** The screen, or the first frame if that is larger: browsers allocate both. Throws RangeError past the end. */
function gif(view: DataView): PictureHead {
  const screen = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  const tableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  let at = 13 + tableBytes(view.getUint8(10));
  // Extensions precede the first frame: a type, then blocks with their lengths, up to an empty one.
  while (view.getUint8(at) === 0x21) {
    at += 2;
    while (view.getUint8(at) !== 0) at += 1 + view.getUint8(at);
    at += 1;
  }
  if (view.getUint8(at) !== 0x2c) return { kind: 'GIF', ...screen };
  const edge = (start: number, length: number): number => view.getUint16(start, true) + view.getUint16(length, true);
  return {
    kind: 'GIF',
    width: Math.max(screen.width, edge(at + 1, at + 5)),
    height: Math.max(screen.height, edge(at + 3, at + 7)),
  };
}

/** The first version of BMP stores its size in fewer bytes. */
function bmp(view: DataView): PictureHead | undefined {
  if (view.getUint32(14, true) === 12) {
    return { kind: 'BMP', width: view.getUint16(18, true), height: view.getUint16(20, true) };
  }
  const width = view.getInt32(18, true);
  // A negative height means that rows start at the top.
  return width < 0 ? undefined : { kind: 'BMP', width, height: Math.abs(view.getInt32(22, true)) };
}

/** The three types of WebP: simple, lossless, extended. */
function webp(view: DataView): PictureHead | undefined {
  const at24 = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  switch (text(view, 12, 4)) {
    case 'VP8 ':
      return { kind: 'WebP', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { kind: 'WebP', width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 'VP8X':
      return { kind: 'WebP', width: 1 + at24(24), height: 1 + at24(27) };
    default:
      return undefined;
  }
}

/** Walks the segments up to the frame. Throws RangeError past the end. */
function jpeg(view: DataView): PictureHead | undefined {
  for (let at = 2; ;) {
    // Decoders skip stray bytes before a marker and fill bytes of 255; 255 followed by 0 is no marker.
    while (view.getUint8(at) !== 0xff || [0, 0xff].includes(view.getUint8(at + 1))) at += 1;
    const marker = view.getUint8(at + 1);
    // The frame precedes the image data and the end of the image.
    if (marker === 0xd9 || marker === 0xda) return undefined;
    // C0 … CF begin a frame, except tables of Huffman codes (C4) and arithmetic conditioning (CC) and a reserved one
    // (C8).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { kind: 'JPEG', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    // Restart markers, the start of an image and TEM have no length.
    const bare = marker === 1 || (marker >= 0xd0 && marker <= 0xd8);
    at += 2 + (bare ? 0 : view.getUint16(at + 2));
  }
}
