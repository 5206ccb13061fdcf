/** The subset of Canvas 2D that the painter uses, so that one painter serves the page, PNG, SVG and PDF. */
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

/** Distance from a named baseline to the alphabetic baseline, as a fraction of the font size. */
const BASELINES: Readonly<Partial<Record<CanvasTextBaseline, number>>> = { top: 0.82, middle: 0.34 };

/** Distance from `y` at a named baseline down to the alphabetic baseline, px. */
export const textBaselineShift = (baseline: CanvasTextBaseline, size: number): number =>
  size * (BASELINES[baseline] ?? 0);
