/**
 * A surface that writes PDF drawing operators, in a page or in Node. Text is in Helvetica, a standard font of every PDF
 * viewer, with a few characters from Symbol.
 */
import { helveticaWidth } from './helvetica.ts';
import { textBaselineShift, type Surface } from './surface.ts';

/** WinAnsi codes of characters that have other codes in Unicode. */
const LATIN: Readonly<Record<string, number>> = {
  '€': 0x80,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '–': 0x96,
  '—': 0x97,
  '−': 0x96,
};
/** Codes in the font Symbol. */
const SYMBOL: Readonly<Record<string, number>> = {
  '√': 0xd6,
  '≤': 0xa3,
  '≥': 0xb3,
  '→': 0xae,
  '∞': 0xa5,
  '≈': 0xbb,
  Σ: 0x53,
  Δ: 0x44,
  α: 0x61,
  β: 0x62,
  γ: 0x67,
  ε: 0x65,
  η: 0x68,
  λ: 0x6c,
  μ: 0x6d,
  σ: 0x73,
};
/** Replacements for characters that neither font has. */
const PLAIN: Readonly<Record<string, string>> = { '‖': '||', '₁': '1', '₂': '2', '₀': '0', '★': '*' };
/** Control points of a quarter circle, as a fraction of its radius. */
const QUARTER = 0.5523;
const FONT = /^(?:(\d+) )?([\d.]+)px/;
const BOLD_FROM = 600;
const HEX = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i;

interface State {
  readonly strokeStyle: Surface['strokeStyle'];
  readonly fillStyle: Surface['fillStyle'];
  readonly lineWidth: number;
  readonly globalAlpha: number;
  readonly font: string;
  readonly textAlign: CanvasTextAlign;
  readonly textBaseline: CanvasTextBaseline;
  readonly dash: readonly number[];
}

const round = (value: number): string => String(Math.round(value * 100) / 100);

export class PdfSurface implements Surface {
  strokeStyle: Surface['strokeStyle'] = '#000000';
  fillStyle: Surface['fillStyle'] = '#000000';
  lineWidth = 1;
  lineJoin: CanvasLineJoin = 'miter';
  globalAlpha = 1;
  font = '10px sans-serif';
  textAlign: CanvasTextAlign = 'left';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  /** Drawing operators in painting order. */
  readonly operators: string[] = [];
  /** The opacities in use; each is a graphics state of the document. */
  readonly alphas: number[] = [1];
  /** Characters that the fonts lack. */
  readonly missing = new Set<string>();
  readonly #states: State[] = [];
  #dash: readonly number[] = [];
  #path = '';

  save(): void {
    const { strokeStyle, fillStyle, lineWidth, globalAlpha, font, textAlign, textBaseline } = this;
    this.#states.push({
      strokeStyle,
      fillStyle,
      lineWidth,
      globalAlpha,
      font,
      textAlign,
      textBaseline,
      dash: this.#dash,
    });
    this.operators.push('q');
  }

  restore(): void {
    const state = this.#states.pop();
    if (!state) return;
    const { dash, ...own } = state;
    Object.assign(this, own);
    this.#dash = dash;
    this.operators.push('Q');
  }

  beginPath(): void {
    this.#path = '';
  }

  moveTo(x: number, y: number): void {
    this.#path += `${round(x)} ${round(y)} m `;
  }

  lineTo(x: number, y: number): void {
    this.#path += `${round(x)} ${round(y)} l `;
  }

  /** A full circle; the painter draws no other arcs. */
  arc(x: number, y: number, radius: number): void {
    const k = QUARTER * radius;
    const curve = (...points: readonly number[]): string => `${points.map(round).join(' ')} c `;
    this.#path +=
      `${round(x + radius)} ${round(y)} m ` +
      curve(x + radius, y + k, x + k, y + radius, x, y + radius) +
      curve(x - k, y + radius, x - radius, y + k, x - radius, y) +
      curve(x - radius, y - k, x - k, y - radius, x, y - radius) +
      curve(x + k, y - radius, x + radius, y - k, x + radius, y);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path += `${[x, y, width, height].map(round).join(' ')} re `;
  }

  clip(): void {
    this.operators.push(`${this.#path}W n`);
  }

  stroke(): void {
    if (this.#path === '') return;
    const dash = `[${this.#dash.map(round).join(' ')}] 0 d`;
    this.operators.push(this.#alpha(), `${colorOf(this.strokeStyle)} RG ${round(this.lineWidth)} w 1 j ${dash}`);
    this.operators.push(`${this.#path}S`);
  }

  fill(): void {
    if (this.#path === '') return;
    this.operators.push(this.#alpha(), `${colorOf(this.fillStyle)} rg`, `${this.#path}f`);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const box = [x, y, width, height].map(round).join(' ');
    this.operators.push(this.#alpha(), `${colorOf(this.fillStyle)} rg ${box} re f`);
  }

  fillText(text: string, x: number, y: number): void {
    const { size, bold } = this.#type();
    const { width } = this.measureText(text);
    const left = x - { center: width / 2, right: width, end: width, left: 0, start: 0 }[this.textAlign];
    const baseline = y + textBaselineShift(this.textBaseline, size);
    const pieces = this.#pieces(text).map(
      ({ symbol, bytes }) => `/${symbol ? 'S' : bold ? 'B' : 'H'} ${round(size)} Tf <${bytes}> Tj`,
    );
    // The y axis points down, so the text matrix flips letters upright.
    const place = `1 0 0 -1 ${round(left)} ${round(baseline)} Tm`;
    this.operators.push(this.#alpha(), `BT ${colorOf(this.fillStyle)} rg ${place} ${pieces.join(' ')} ET`);
  }

  measureText(text: string): { readonly width: number } {
    const { size } = this.#type();
    const letters = Array.from(text, (letter) => PLAIN[letter] ?? letter).join('');
    return { width: helveticaWidth(letters, size) };
  }

  setLineDash(dash: Iterable<number>): void {
    this.#dash = [...dash];
  }

  translate(x: number, y: number): void {
    this.operators.push(`1 0 0 1 ${round(x)} ${round(y)} cm`);
  }

  rotate(angle: number): void {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)].map((value) => value.toFixed(5));
    this.operators.push(`${cos ?? 1} ${sin ?? 0} ${-Number(sin)} ${cos ?? 1} 0 0 cm`);
  }

  #alpha(): string {
    const alpha = Number(this.globalAlpha.toFixed(3));
    if (!this.alphas.includes(alpha)) this.alphas.push(alpha);
    return `/A${this.alphas.indexOf(alpha)} gs`;
  }

  #type(): { readonly size: number; readonly bold: boolean } {
    const [, weight, size] = FONT.exec(this.font) ?? [];
    return { size: Number(size ?? 10), bold: Number(weight ?? 400) >= BOLD_FROM };
  }

  /** Runs of characters in one font, as hexadecimal bytes. */
  #pieces(text: string): { symbol: boolean; bytes: string }[] {
    const pieces: { symbol: boolean; bytes: string }[] = [];
    for (const letter of Array.from(text, (each) => PLAIN[each] ?? each).join('')) {
      const symbol = SYMBOL[letter];
      const code = symbol ?? LATIN[letter] ?? letter.charCodeAt(0);
      if (code > 0xff || code < 0x20) {
        this.missing.add(letter);
        continue;
      }
      const bytes = code.toString(16).padStart(2, '0');
      const last = pieces.at(-1);
      if (last?.symbol === (symbol !== undefined)) last.bytes += bytes;
      else pieces.push({ symbol: symbol !== undefined, bytes });
    }
    return pieces;
  }
}

/** Charts use plain colours, never gradients or patterns. */
function colorOf(style: Surface['fillStyle']): string {
  const parts = typeof style === 'string' ? HEX.exec(style) : null;
  return parts
    ? parts
        .slice(1)
        .map((part) => round(parseInt(part, 16) / 255))
        .join(' ')
    : '0 0 0';
}
