/** The charts of the page as one PNG: each canvas under its title, two side by side. Draws pictures it is given and no data. */

export interface ChartPicture {
  readonly title: string;
  readonly canvas: HTMLCanvasElement;
}

export interface PictureColors {
  readonly background: string;
  readonly text: string;
  /** A CSS font family. */
  readonly font: string;
}

const COLUMNS = 2;
const MARGIN = 24;
const TITLE_HEIGHT = 28;
/** Browsers refuse canvases beyond this edge. */
const MAX_EDGE = 16_384;

/** Throws an Error with a sentence where there is no picture or the browser cannot write one. */
export async function chartsPng(pictures: readonly ChartPicture[], colors: PictureColors): Promise<Blob> {
  const drawn = pictures.filter(({ canvas }) => canvas.width > 0 && canvas.height > 0);
  if (drawn.length === 0) throw new Error('No chart has been drawn yet.');
  const ratio = Math.max(1, globalThis.devicePixelRatio);
  const cell = {
    width: Math.max(...drawn.map(({ canvas }) => canvas.width)) + MARGIN * ratio,
    height: Math.max(...drawn.map(({ canvas }) => canvas.height)) + (TITLE_HEIGHT + MARGIN) * ratio,
  };
  const columns = Math.min(COLUMNS, drawn.length);
  const sheet = document.createElement('canvas');
  sheet.width = Math.min(MAX_EDGE, columns * cell.width + MARGIN * ratio);
  sheet.height = Math.min(MAX_EDGE, Math.ceil(drawn.length / columns) * cell.height + MARGIN * ratio);
  const context = sheet.getContext('2d');
  if (!context) throw new Error('This browser cannot draw the picture.');
  context.fillStyle = colors.background;
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.fillStyle = colors.text;
  context.font = `600 ${14 * ratio}px ${colors.font}`;
  context.textBaseline = 'top';
  for (const [index, { title, canvas }] of drawn.entries()) {
    const x = MARGIN * ratio + (index % columns) * cell.width;
    const y = MARGIN * ratio + Math.floor(index / columns) * cell.height;
    context.fillText(title, x, y);
    context.drawImage(canvas, x, y + TITLE_HEIGHT * ratio);
  }
  return new Promise((resolve, reject) => {
    sheet.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('This browser could not write the picture.'));
    }, 'image/png');
  });
}
