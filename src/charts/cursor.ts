/** The one cursor over all charts: the step under the pointer. */
export class ChartCursor extends EventTarget {
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
