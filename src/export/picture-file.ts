/** Saves a picture in one of several file formats. */
import type { Picture } from '../charts/picture.ts';
import { pictureSvg } from '../charts/svg-document.ts';
import { download } from './download.ts';

export const PICTURE_FORMATS = ['PNG', 'SVG', 'PDF'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/**
 * Downloads the picture; `Loss` becomes `loss.svg`. Rejects with a sentence if there is no picture or it can't be
 * written.
 */
export async function savePicture(picture: Picture | undefined, format: PictureFormat): Promise<void> {
  if (!picture) throw new Error('nothing has been measured yet.');
  download(
    `${picture.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.${format.toLowerCase()}`,
    await pictureBlob(picture, format),
  );
}

async function pictureBlob(picture: Picture, format: PictureFormat): Promise<Blob> {
  switch (format) {
    case 'PNG':
      return (await import('./png.ts')).chartsPng([picture]);
    case 'SVG':
      return new Blob([pictureSvg(picture)], { type: 'image/svg+xml' });
    case 'PDF':
      return new Blob([(await import('../charts/pdf-document.ts')).picturePdf(picture)], { type: 'application/pdf' });
  }
}
