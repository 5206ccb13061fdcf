/** One chart of the page as a file. */
import { pictureSvg } from '../charts/svg-document.ts';
import type { Picture } from '../charts/picture.ts';
import { download } from '../export/download.ts';
import { chartsPng } from '../export/png.ts';

/** Downloads the picture, `Loss` as `loss.svg`. Rejects with a sentence where there is none or the browser cannot write it. */
export async function savePicture(picture: Picture | undefined, format: 'PNG' | 'SVG'): Promise<void> {
  if (!picture) throw new Error('nothing has been measured yet.');
  const blob =
    format === 'PNG' ? await chartsPng([picture]) : new Blob([pictureSvg(picture)], { type: 'image/svg+xml' });
  download(`${picture.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.${format.toLowerCase()}`, blob);
}
