/** A range dragged over a chart with mouse or pen (a finger scrolls the page). It works in pixels. */
interface Parts {
  /** The element that shows the range during the drag. */
  readonly mark: () => HTMLElement | undefined;
  /** The part of the chart that contains curves. */
  readonly bounds: () => { readonly left: number; readonly right: number } | undefined;
  /** Called with the range's ends, left first, in pixels of the chart. */
  readonly done: (left: number, right: number) => void;
  /** Called when the pointer is released where it was pressed. */
  readonly pressed: () => void;
}

/** A shorter drag is a click. */
const LEAST_PIXELS = 6;

export class RangeBrush {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Follows the pressed pointer until it is released or cancelled. */
  begin(event: PointerEvent): void {
    const target = event.currentTarget;
    const bounds = this.#parts.bounds();
    if (event.button !== 0 || event.pointerType === 'touch' || !(target instanceof HTMLElement) || !bounds) return;
    const life = new AbortController();
    const { left: edge } = target.getBoundingClientRect();
    const inside = (x: number): number => Math.min(bounds.right, Math.max(bounds.left, x - edge));
    const origin = inside(event.clientX);
    const end = (): void => {
      life.abort();
      this.#show(undefined);
    };
    target.setPointerCapture(event.pointerId);
    const options = { signal: life.signal };
    target.addEventListener('pointermove', (move) => this.#show([origin, inside(move.clientX)]), options);
    target.addEventListener('pointercancel', end, options);
    target.addEventListener(
      'pointerup',
      (up) => {
        const at = inside(up.clientX);
        end();
        if (Math.abs(at - origin) >= LEAST_PIXELS) this.#parts.done(Math.min(at, origin), Math.max(at, origin));
        else this.#parts.pressed();
      },
      options,
    );
  }

  #show(extent: readonly [number, number] | undefined): void {
    const mark = this.#parts.mark();
    if (!mark) return;
    mark.hidden = !extent || Math.abs(extent[0] - extent[1]) < LEAST_PIXELS;
    if (!extent) return;
    const left = Math.min(...extent);
    mark.style.transform = `translateX(${left}px)`;
    mark.style.width = `${Math.max(...extent) - left}px`;
  }
}
