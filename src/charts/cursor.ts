/** The cursor that all charts share: a position on their axis, within the visible range. */
import { ChartView } from './view.ts';

export class ChartCursor extends EventTarget {
  readonly view = new ChartView();
  #place: number | undefined;

  /** In steps or seconds, like the view's axis; undefined while legends show the latest values. */
  get place(): number | undefined {
    return this.#place;
  }

  /** On a step axis it is rounded to an integer. */
  set place(place: number | undefined) {
    const at = place !== undefined && this.view.axis === 'step' ? Math.round(place) : place;
    if (at === this.#place) return;
    this.#place = at;
    this.dispatchEvent(new Event('move'));
  }
}
