/** One chart painted on a canvas and as SVG: the same segments, dots, marks and labels. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_PARAMS, resolveParams } from '../shared/run/run-params.ts';
import { TABLE_COLUMNS } from '../shared/run/tables.ts';
import { VariantHistory } from '../state/variant-history.ts';
import { frozen, type ChartFrame } from './chart-frame.ts';
import { ChartPainter } from './chart-painter.ts';
import { CHARTS, type ChartSpec } from './chart-specs.ts';
import { picturePdf } from './pdf-document.ts';
import { helveticaWidth } from './helvetica.ts';
import { chartPicture, type Picture, type PictureStyle } from './picture.ts';
import { runFrame } from './run-frame.ts';
import { pictureSvg } from './svg-document.ts';
import { SvgSurface, textWidth, type SvgElement } from './svg-surface.ts';
import type { Surface } from './surface.ts';

interface Drawing {
  readonly segments: string[];
  readonly dots: string[];
  readonly words: string[];
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The part of Canvas 2D that the painter uses; records what is drawn. */
class RecordingCanvas extends SvgSurface {
  readonly drawing: Drawing = { segments: [], dots: [], words: [] };
  #points: string[] = [];
  override beginPath(): void {
    this.#points = [];
  }
  override moveTo(x: number, y: number): void {
    this.#points.push(`M${round(x)} ${round(y)}`);
  }
  override lineTo(x: number, y: number): void {
    this.#points.push(`L${round(x)} ${round(y)}`);
  }
  override arc(x: number, y: number): void {
    this.drawing.dots.push(`${round(x)} ${round(y)}`);
  }
  override stroke(): void {
    if (this.#points.length > 0) this.drawing.segments.push(this.#points.join(''));
  }
  override fillText(text: string): void {
    this.drawing.words.push(text);
  }
}

function drawn(elements: readonly SvgElement[]): Drawing {
  const of = (tag: SvgElement['tag'], read: (element: SvgElement) => string): string[] =>
    elements.filter((element) => element.tag === tag).map(read);
  return {
    segments: of('path', ({ attributes }) => attributes.d ?? '').filter((d) => !d.includes('Z')),
    dots: of('circle', ({ attributes }) => `${attributes.cx ?? ''} ${attributes.cy ?? ''}`),
    words: of('text', ({ text }) => text ?? ''),
  };
}

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Boxes of the texts that are not turned. */
function textBoxes(elements: readonly SvgElement[]): Box[] {
  return elements.flatMap(({ tag, text = '', attributes }) => {
    if (tag !== 'text' || attributes.transform !== undefined) return [];
    const [x, y, size] = [Number(attributes.x), Number(attributes.y), Number(attributes['font-size'])];
    const width = textWidth(text, size);
    const anchor = attributes['text-anchor'];
    const left = x - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
    return [{ text, left, right: left + width, top: y - 0.75 * size, bottom: y + 0.2 * size }];
  });
}

function plotBox(elements: readonly SvgElement[]): Box {
  const clip = elements.find(({ tag }) => tag === 'clipPath')?.child?.attributes.d ?? '';
  const [left = NaN, top = NaN, width = NaN, height = NaN] = [...clip.matchAll(/-?[\d.]+/g)].map(Number);
  return { text: 'the plot', left, right: left + width, top, bottom: top + height };
}

const meet = (a: Box, b: Box): boolean =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;

/** Coherence with undefined values, an isolated point at 125, and a change of labels at 200. */
function history(): VariantHistory {
  const made = new VariantHistory(['dense1', 'dense2']);
  const steps = [0, 25, 50, 75, 100, 125, 150, 175, 225, 250, 300];
  const signal = [1, 2, 3, NaN, NaN, 2, NaN, 4, 5, 6, 7];
  const columns = [steps, steps.map(() => 8), steps.map(() => 1), signal, signal.map((value) => value / 2)];
  made.layer('dense1', 'probes').append(steps.length, Float64Array.from(columns.flat()));
  made.relabelled = [200];
  return made;
}

function paths(): VariantHistory {
  const made = new VariantHistory(['dense1']);
  const rows = 3;
  const columns = TABLE_COLUMNS.paths.map((name) =>
    Array.from({ length: rows }, (_, i) => (name === 'step' ? 50 * i : 0.5)),
  );
  made.layer('dense1', 'paths').append(rows, Float64Array.from(columns.flat()));
  return made;
}

function frameOf(spec: ChartSpec, variants: readonly VariantHistory[], logarithmic = false): ChartFrame {
  const params = resolveParams({ ...DEFAULT_PARAMS, steps: 300 });
  const events = [{ step: 200, key: 'shuffle', value: 1 } as const];
  const run = { params, events, variants, step: 300, classes: 10 };
  const lines = spec.lines(variants, false);
  return runFrame({ spec, run, view: undefined, lines, end: 300, logarithmic, highlight: undefined });
}

const spec = (title: string): ChartSpec => {
  const found = CHARTS.find((each) => each.title === title);
  if (!found) throw new Error(title);
  return found;
};

function picture(frame: ChartFrame): { readonly paint: (surface: Surface) => void; readonly svg: string } {
  const made = chartPicture(frame, []);
  if (!made) throw new Error('nothing to paint');
  return { paint: made.paint, svg: pictureSvg(made) };
}

describe('a figure for print', () => {
  const mm = (value: number): number => (value * 96) / 25.4;
  const style = {
    width: mm(89),
    height: mm(62),
    size: 7 * (96 / 72),
    dark: false,
    paper: true,
    names: 'legend',
    title: '',
    xTitle: 'iteration',
    yTitle: 'coherence',
  } as const satisfies PictureStyle;
  const made = (changes: Partial<PictureStyle> = {}, variants: readonly string[] = []): Picture => {
    const frame = frameOf(spec('Gradient coherence'), variants.length > 0 ? [history(), history()] : [history()]);
    const lines = frame.lines.map((line) => ({ ...line, label: line.name }));
    const figure = chartPicture({ ...frame, lines }, variants, { ...style, ...changes });
    if (!figure) throw new Error('nothing to paint');
    return figure;
  };
  const words = (picture: Picture): string[] => {
    const surface = new SvgSurface();
    picture.paint(surface);
    return drawn(surface.elements).words;
  };

  it('has its size in millimetres, its text in points, and its titles', () => {
    const svg = pictureSvg(made());
    expect(svg).toMatch(/^<svg[^>]* viewBox="0 0 336\.378 234\.331" width="89mm" height="62mm" font-family="Helvetica/);
    // 7 pt in px.
    expect(new Set(svg.match(/font-size="[^"]*"/g))).toEqual(new Set(['font-size="9.33"']));
    expect(words(made())).toEqual(expect.arrayContaining(['iteration', 'coherence', 'dense1']));
    expect(words(made())).not.toContain('Gradient coherence');
    expect(words(made({ title: 'A title', xTitle: '' }))).toContain('A title');
    expect(words(made({ xTitle: '' }))).not.toContain('step');
    expect(picturePdf(made())).toContain('/MediaBox[0 0 252.283 175.748]');
  });

  it('keeps everything within its edges, and is higher than asked only if the plot would be too low', () => {
    for (const names of ['legend', 'ends', 'none'] as const) {
      const { width, height, paint } = made({ names });
      const surface = new SvgSurface('', helveticaWidth);
      paint(surface);
      expect(height).toBeCloseTo(style.height, 6);
      for (const { tag, attributes, text = '' } of surface.elements) {
        if (tag !== 'text' || attributes.transform !== undefined) continue;
        const [x, size] = [Number(attributes.x), helveticaWidth(text, style.size)];
        const left = x - ({ end: size, middle: size / 2 }[attributes['text-anchor'] ?? ''] ?? 0);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + size).toBeLessThanOrEqual(width);
        expect(Number(attributes.y)).toBeLessThanOrEqual(height);
      }
    }
    expect(made({ height: mm(20) }).height).toBeGreaterThan(mm(20));
  });

  it('names each line once: in the legend, at its end, or nowhere', () => {
    const count = (names: PictureStyle['names']): number =>
      words(made({ names })).filter((word) => word === 'dense1').length;
    expect([count('legend'), count('ends'), count('none'), count('both')]).toEqual([1, 1, 0, 2]);
  });

  it('joins the lines of both variants in the legend', () => {
    const shown = words(made({}, ['true labels', 'shuffled labels']));
    expect(shown.slice(-2)).toEqual(['dense1', 'left: true labels, right: shuffled labels']);
  });

  it('has the dark ground of slides', () => {
    expect(pictureSvg(made({ dark: true }))).toContain('fill="#16191d"');
  });
});

describe('a chart on a canvas and as SVG', () => {
  it.each([false, true])('has the same segments, dots and words (logarithmic: %s)', (logarithmic) => {
    const { paint } = picture(frameOf(spec('Gradient coherence'), [history()], logarithmic));
    const [canvas, svg] = [new RecordingCanvas(), new SvgSurface()];
    paint(canvas);
    paint(svg);
    expect(drawn(svg.elements)).toEqual(canvas.drawing);
    expect(canvas.drawing.words).toEqual(
      expect.arrayContaining(['Gradient coherence', 'step', 'labels shuffled', 'dense1']),
    );
  });

  it('leaves gaps open, and shows a lone point as a dot', () => {
    const surface = new SvgSurface();
    picture(frameOf(spec('Gradient coherence'), [history()])).paint(surface);
    const line = drawn(surface.elements).segments.find((d) => (d.match(/M/g) ?? []).length === 2 && d.includes('L'));
    // 0 to 50, and 225 to 300: the label change at 200 separates 175 from 225, so 175 is isolated like 125.
    expect(line?.split('M').map((part) => (part === '' ? 0 : part.split('L').length))).toEqual([0, 3, 3]);
    const dots = new Set(drawn(surface.elements).dots.map((dot) => dot.split(' ')[0]));
    expect(dots.size).toBe(8);
  });

  it('keeps every text off the plot and off the other texts, for one run and for three paired ones', () => {
    for (const [title, variant] of [
      ['Gradient coherence', history],
      ['TPM', paths],
    ] as const) {
      for (const names of [[], ['A', 'B', 'C', 'D', 'E', 'F']]) {
        const frame = frameOf(spec(title), names.length === 0 ? [variant()] : names.map(variant));
        const lines = frame.lines.map((line) => ({ ...line, label: `${names[line.variant] ?? ''} ${line.name}` }));
        const surface = new SvgSurface();
        chartPicture({ ...frame, lines }, names)?.paint(surface);
        const texts = textBoxes(surface.elements);
        expect(texts.map(({ text }) => text)).toContain('labels shuffled');
        for (const [i, box] of texts.entries()) {
          const others = [plotBox(surface.elements), ...texts.slice(i + 1)];
          expect(others.filter((other) => meet(box, other)).map(({ text }) => `${box.text} on ${text}`)).toEqual([]);
        }
      }
    }
  });

  it('has a name for a line of every run, however many runs there are', () => {
    const runs = Array.from({ length: 18 }, (_, i) => `seed ${i}`);
    const surface = new SvgSurface();
    chartPicture(frameOf(spec('TPM'), runs.map(paths)), runs)?.paint(surface);
    expect(drawn(surface.elements).words).toEqual(expect.arrayContaining(runs.map((run) => `dense1 (${run})`)));
  });

  it('escapes names', () => {
    const frame = frameOf(spec('Gradient coherence'), [history()]);
    const name = '<script>"&';
    const lines = frame.lines.map((line) => ({ ...line, name }));
    const marks = [{ step: 10, label: name }];
    const { svg } = picture({ ...frame, lines, marks, spec: { ...frame.spec, title: name } });
    expect(svg).not.toContain('<script');
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(svg).toContain('&lt;script&gt;&quot;&amp;');
  });

  it('is a PDF with a correct object table, and reports letters that its fonts lack', () => {
    const made = chartPicture(frameOf(spec('TPM'), [paths()]), []);
    if (!made) throw new Error('nothing to paint');
    const pdf = picturePdf(made);
    const [, table = ''] = pdf.split('xref\n');
    const places = [...table.matchAll(/^(\d{10}) 00000 n/gm)].map(([, place]) => Number(place));
    expect(places.map((place, i) => pdf.slice(place).startsWith(`${i + 1} 0 obj`))).toEqual(places.map(() => true));
    expect(pdf.match(/^q$/gm)).toHaveLength(pdf.match(/^Q$/gm)?.length ?? 0);
    // The root in "1/√n" comes from another font.
    expect(pdf).toContain('/S 11 Tf <d6> Tj');
    expect(pdf).not.toMatch(/NaN|Infinity/);
    const strange = { ...made, paint: (surface: Surface) => surface.fillText('a漢', 0, 0) };
    expect(() => picturePdf(strange)).toThrow('漢');
  });
});

it('a frozen frame keeps its rows while the run grows, and the next one continues its reduction', () => {
  const made = history();
  const coherence = spec('Gradient coherence');
  const lines = coherence.lines([made], false);
  const frame = { ...frameOf(coherence, [made]), lines };
  const before = frozen(frame);
  const [line] = before.lines;
  const rows = line?.ys().length;
  const columns = [[300], [8], [1], [1000], [1]];
  made.layer('dense1', 'probes').append(1, Float64Array.from(columns.flat()));
  expect(line?.ys().length).toBe(rows);
  const painter = new ChartPainter();
  const [kept] = painter.reduce(before, 100);
  const most = kept?.max ?? NaN;
  const [grown] = painter.reduce(frozen(frame), 100);
  expect(grown).toBe(kept);
  expect(grown?.max).toBeGreaterThan(most);
});
