/** The part of Canvas 2D that charts are painted with, so that one painter serves the page, PNG and SVG. */
type Context = CanvasRenderingContext2D;

export type Surface = Pick<
  Context,
  | 'save'
  | 'restore'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'rect'
  | 'clip'
  | 'stroke'
  | 'fill'
  | 'fillRect'
  | 'fillText'
  | 'setLineDash'
  | 'translate'
  | 'rotate'
  | 'strokeStyle'
  | 'fillStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'globalAlpha'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
> & {
  measureText(text: string): { readonly width: number };
};

/** From a named baseline down to the letters' own, as a share of the type size. */
const BASELINES: Readonly<Partial<Record<CanvasTextBaseline, number>>> = { top: 0.82, middle: 0.34 };

/** How far below `y` letters of a named baseline have their own, px. */
export const textBaselineShift = (baseline: CanvasTextBaseline, size: number): number =>
  size * (BASELINES[baseline] ?? 0);
