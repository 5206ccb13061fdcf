/** The one cursor over all charts, the step under the pointer, and what these charts have in view. */
import { ChartView } from './view.ts';

export class ChartCursor extends EventTarget {
  readonly view = new ChartView();
  #step: number | undefined;

  get step(): number | undefined {
    return this.#step;
  }

  set step(step: number | undefined) {
    if (step === this.#step) return;
    this.#step = step;
    this.dispatchEvent(new Event('move'));
  }
}
