/** A picture as a PDF document of one page of the same size. */
import { PdfSurface } from './pdf-surface.ts';
import type { Picture } from './picture.ts';

/** Points per CSS pixel. */
const POINTS = 0.75;

/** The bytes as Latin-1 text. Throws an Error with a sentence for letters that PDF's standard fonts lack. */
export function picturePdf({ title, width, height, paint }: Picture): string {
  const surface = new PdfSurface();
  paint(surface);
  if (surface.missing.size > 0) {
    const letters = [...surface.missing].join(' ');
    throw new Error(`the fonts of PDF lack ${letters}. Save it as SVG, or rename what has these letters.`);
  }
  const points = (pixels: number): number => Number((pixels * POINTS).toFixed(3));
  const [w, h] = [points(width), points(height)];
  const content = [`${POINTS} 0 0 -${POINTS} 0 ${h} cm`, ...surface.operators].join('\n');
  const font = (name: string, encoding: string): string => `<</Type/Font/Subtype/Type1/BaseFont/${name}${encoding}>>`;
  const states = surface.alphas.map((alpha, i) => `/A${i}<</ca ${alpha}/CA ${alpha}>>`).join('');
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${w} ${h}]/Contents 4 0 R/Resources<</Font<</H 5 0 R/B 6 0 R/S 7 0 R>>/ExtGState<<${states}>>>>>>`,
    `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    font('Helvetica', '/Encoding/WinAnsiEncoding'),
    font('Helvetica-Bold', '/Encoding/WinAnsiEncoding'),
    font('Symbol', ''),
    `<</Title<${utf16(title)}>/Creator(Shuffle Lab)>>`,
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return `${text}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<</Size ${size}/Root 1 0 R/Info 8 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
}

const utf16 = (text: string): string =>
  `feff${Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('')}`;
