/** A picture as SVG: text for a file, or DOM nodes, so that the page never parses text as markup. */
import { escapeMarkup } from '../shared/util/text.ts';
import { HELVETICA, helveticaWidth } from './helvetica.ts';
import { PX_PER_MM } from './paper.ts';
import type { Picture } from './picture.ts';
import { SvgSurface, type SvgElement } from './svg-surface.ts';

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** `prefix` keeps ids unique if a document has several pictures. */
function root(
  { title, width, height, paint, paper = false }: Picture,
  prefix = '',
): { attributes: Record<string, string>; elements: readonly SvgElement[] } {
  const surface = paper ? new SvgSurface(prefix, helveticaWidth) : new SvgSurface(prefix);
  paint(surface);
  const size = (pixels: number): string => (paper ? `${rounded(pixels / PX_PER_MM)}mm` : String(pixels));
  const attributes = {
    viewBox: `0 0 ${rounded(width)} ${rounded(height)}`,
    width: size(width),
    height: size(height),
    'font-family': paper ? HELVETICA : 'system-ui, sans-serif',
    role: 'img',
    'aria-label': title,
  };
  return { attributes, elements: surface.elements };
}

const rounded = (value: number): number => Number(value.toFixed(3));

/** A whole SVG document. */
export function pictureSvg(picture: Picture): string {
  const { attributes, elements } = root(picture);
  return `<svg${markup({ xmlns: NAMESPACE, ...attributes })}>${elements.map(elementMarkup).join('')}</svg>\n`;
}

export function pictureNode(page: Document, picture: Picture, prefix: string): SVGElement {
  const { attributes, elements } = root(picture, prefix);
  const svg = page.createElementNS(NAMESPACE, 'svg');
  setAttributes(svg, attributes);
  svg.append(...elements.map((element) => elementNode(page, element)));
  return svg;
}

const markup = (attributes: SvgElement['attributes']): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeMarkup(value)}"`)
    .join('');

function elementMarkup({ tag, attributes, text, child }: SvgElement): string {
  const content = child ? elementMarkup(child) : escapeMarkup(text ?? '');
  return content === '' ? `<${tag}${markup(attributes)}/>` : `<${tag}${markup(attributes)}>${content}</${tag}>`;
}

function elementNode(page: Document, { tag, attributes, text, child }: SvgElement): SVGElement {
  const node = page.createElementNS(NAMESPACE, tag);
  setAttributes(node, attributes);
  if (text !== undefined) node.textContent = text;
  if (child) node.append(elementNode(page, child));
  return node;
}

function setAttributes(node: Element, attributes: SvgElement['attributes']): void {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
}
