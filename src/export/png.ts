/** Pictures of charts as one PNG on white, two per row. */
import type { Picture } from '../charts/picture.ts';

/** Pixels in the file per CSS pixel, on any screen: a picture as wide as a printed column has at least 300 dpi. */
const SCALE = 3;
const COLUMNS = 2;
/** The maximum edge of a canvas in browsers. */
const MAX_EDGE = 16_384;

/** Throws an Error with a sentence if there is no picture or the browser can't write one. */
export async function chartsPng(pictures: readonly Picture[]): Promise<Blob> {
  const [first] = pictures;
  if (!first) throw new Error('nothing has been measured yet.');
  const columns = Math.min(COLUMNS, pictures.length);
  const width = Math.max(...pictures.map((picture) => picture.width));
  const height = Math.max(...pictures.map((picture) => picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.min(MAX_EDGE, columns * width * SCALE);
  canvas.height = Math.min(MAX_EDGE, Math.ceil(pictures.length / columns) * height * SCALE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser cannot draw the picture.');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(SCALE, SCALE);
  for (const [index, picture] of pictures.entries()) {
    context.save();
    context.translate((index % columns) * width, Math.floor(index / columns) * height);
    picture.paint(context);
    context.restore();
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('this browser could not write the picture.'));
    }, 'image/png');
  });
}
