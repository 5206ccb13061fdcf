/** A stretch dragged over a chart with mouse or pen (a finger scrolls the page). Knows pixels, not what they mean. */
interface Parts {
  /** What shows the stretch so far. */
  readonly mark: () => HTMLElement | undefined;
  /** The part of the chart that has curves. */
  readonly bounds: () => { readonly left: number; readonly right: number } | undefined;
  /** Called with the stretch's ends, left first, in pixels of the chart. */
  readonly done: (left: number, right: number) => void;
  /** Called where the pointer was let go at the place where it went down. */
  readonly pressed: () => void;
}

/** A shorter one is a click. */
const LEAST_PIXELS = 6;

export class RangeBrush {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Follows the pointer that went down until it is let go or cancelled. */
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

  #show(stretch: readonly [number, number] | undefined): void {
    const mark = this.#parts.mark();
    if (!mark) return;
    mark.hidden = !stretch || Math.abs(stretch[0] - stretch[1]) < LEAST_PIXELS;
    if (!stretch) return;
    const left = Math.min(...stretch);
    mark.style.transform = `translateX(${left}px)`;
    mark.style.width = `${Math.max(...stretch) - left}px`;
  }
}
