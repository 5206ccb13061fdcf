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
