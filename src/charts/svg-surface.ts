/** A surface that collects SVG elements, in a page or in Node. */
import { textBaselineShift, type Surface } from './surface.ts';

/** A character's mean width as a fraction of the font size, because Node can't measure text. */
const LETTER = 0.56;
const ANCHORS: Readonly<Partial<Record<CanvasTextAlign, string>>> = { right: 'end', end: 'end', center: 'middle' };
const FONT = /^(?:(\d+) )?([\d.]+)px (.*)$/;

/** Approximate width of a text, px. */
export const textWidth = (text: string, size: number): number => text.length * LETTER * size;

const round = (value: number): string => String(Math.round(value * 10) / 10);

/** An element of the picture. Numbers are rounded to tenths of a pixel. */
export interface SvgElement {
  readonly tag: 'path' | 'circle' | 'rect' | 'text' | 'clipPath';
  readonly attributes: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly child?: SvgElement;
}

interface State {
  readonly strokeStyle: Surface['strokeStyle'];
  readonly fillStyle: Surface['fillStyle'];
  readonly lineWidth: number;
  readonly globalAlpha: number;
  readonly font: string;
  readonly textAlign: CanvasTextAlign;
  readonly textBaseline: CanvasTextBaseline;
  readonly dash: readonly number[];
  readonly clip: string;
  readonly transform: string;
}

export class SvgSurface implements Surface {
  strokeStyle: Surface['strokeStyle'] = '#000';
  fillStyle: Surface['fillStyle'] = '#000';
  lineWidth = 1;
  lineJoin: CanvasLineJoin = 'miter';
  globalAlpha = 1;
  font = '10px sans-serif';
  textAlign: CanvasTextAlign = 'left';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  /** In painting order. */
  readonly elements: SvgElement[] = [];
  readonly #prefix: string;
  readonly #width: typeof textWidth;
  readonly #states: State[] = [];
  #dash: readonly number[] = [];
  #clip = '';
  #clips = 0;
  #transform = '';
  #path = '';
  #circles: Readonly<Record<'cx' | 'cy' | 'r', string>>[] = [];

  /** `prefix` keeps ids unique if a document has several pictures; `width` measures text, px. */
  constructor(prefix = '', width = textWidth) {
    this.#prefix = prefix;
    this.#width = width;
  }

  save(): void {
    const { strokeStyle, fillStyle, lineWidth, globalAlpha, font, textAlign, textBaseline } = this;
    const own = { strokeStyle, fillStyle, lineWidth, globalAlpha, font, textAlign, textBaseline };
    this.#states.push({ ...own, dash: this.#dash, clip: this.#clip, transform: this.#transform });
  }

  restore(): void {
    const state = this.#states.pop();
    if (!state) return;
    const { dash, clip, transform, ...own } = state;
    Object.assign(this, own);
    this.#dash = dash;
    this.#clip = clip;
    this.#transform = transform;
  }

  beginPath(): void {
    this.#path = '';
    this.#circles = [];
  }

  moveTo(x: number, y: number): void {
    this.#path += `M${round(x)} ${round(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.#path += `L${round(x)} ${round(y)}`;
  }

  /** A full circle; the painter draws no other arcs. The `moveTo` that a canvas needs before it is dropped. */
  arc(x: number, y: number, radius: number): void {
    this.#path = this.#path.replace(/M[^MLhvZ]*$/, '');
    this.#circles.push({ cx: round(x), cy: round(y), r: String(radius) });
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path += `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}Z`;
  }

  clip(): void {
    this.#clip = `${this.#prefix}clip${++this.#clips}`;
    const child: SvgElement = { tag: 'path', attributes: { d: this.#path } };
    this.elements.push({ tag: 'clipPath', attributes: { id: this.#clip }, child });
  }

  stroke(): void {
    if (this.#path === '') return;
    this.#add('path', {
      d: this.#path,
      fill: 'none',
      stroke: paintOf(this.strokeStyle),
      'stroke-width': round(this.lineWidth),
      'stroke-linejoin': 'round',
      ...(this.#dash.length > 0 && { 'stroke-dasharray': this.#dash.map(round).join(' ') }),
    });
  }

  fill(): void {
    const fill = paintOf(this.fillStyle);
    if (this.#path !== '') this.#add('path', { d: this.#path, fill });
    for (const circle of this.#circles) this.#add('circle', { ...circle, fill });
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const place = { x: round(x), y: round(y), width: round(width), height: round(height) };
    this.#add('rect', { ...place, fill: paintOf(this.fillStyle) });
  }

  fillText(text: string, x: number, y: number): void {
    const { size, weight } = this.#type();
    const anchor = ANCHORS[this.textAlign];
    const attributes = {
      x: round(x),
      y: round(y + textBaselineShift(this.textBaseline, size)),
      // Points are thirds of pixels.
      'font-size': String(Math.round(size * 100) / 100),
      ...(weight !== undefined && { 'font-weight': weight }),
      ...(anchor !== undefined && { 'text-anchor': anchor }),
      fill: paintOf(this.fillStyle),
    };
    this.#add('text', attributes, text);
  }

  measureText(text: string): { readonly width: number } {
    return { width: this.#width(text, this.#type().size) };
  }

  setLineDash(dash: Iterable<number>): void {
    this.#dash = [...dash];
  }

  translate(x: number, y: number): void {
    this.#transform += `translate(${round(x)} ${round(y)})`;
  }

  rotate(angle: number): void {
    this.#transform += `rotate(${round((angle * 180) / Math.PI)})`;
  }

  #type(): { readonly size: number; readonly weight: string | undefined } {
    const [, weight, size] = FONT.exec(this.font) ?? [];
    return { size: Number(size ?? 10), weight };
  }

  #add(tag: SvgElement['tag'], attributes: SvgElement['attributes'], text?: string): void {
    this.elements.push({
      tag,
      attributes: {
        ...attributes,
        ...(this.globalAlpha !== 1 && { opacity: String(Number(this.globalAlpha.toFixed(3))) }),
        ...(this.#clip !== '' && { 'clip-path': `url(#${this.#clip})` }),
        ...(this.#transform !== '' && { transform: this.#transform }),
      },
      ...(text !== undefined && { text }),
    });
  }
}

/** Charts use plain colours, never gradients or patterns. */
const paintOf = (style: Surface['fillStyle']): string => (typeof style === 'string' ? style : 'none');
