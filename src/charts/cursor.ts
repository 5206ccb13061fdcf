/** The one cursor over all charts, a place on their axis, and what these charts have in view. */
import { ChartView } from './view.ts';

export class ChartCursor extends EventTarget {
  readonly view = new ChartView();
  #place: number | undefined;

  /** In steps or seconds, as the view's axis is; undefined while legends tell the latest values. */
  get place(): number | undefined {
    return this.#place;
  }

  /** Among steps it is at a whole one. */
  set place(place: number | undefined) {
    const at = place !== undefined && this.view.axis === 'step' ? Math.round(place) : place;
    if (at === this.#place) return;
    this.#place = at;
    this.dispatchEvent(new Event('move'));
  }
}
