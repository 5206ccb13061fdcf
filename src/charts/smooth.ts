/** Exponential means of a column over steps. Rows far apart, such as evaluations, keep their raw values. */
import type { LineData } from './line.ts';

/** Computes each row once. The column may be truncated and grow again. */
export class SmoothedColumn {
  readonly #line: LineData;
  readonly #steps: number;
  #values = new Float64Array(256);
  #rows = 0;
  #sum = 0;
  #weight = 0;
  #last = NaN;

  /** @param steps the time constant: a row has 1/e of its weight after this many steps */
  constructor(line: LineData, steps: number) {
    this.#line = line;
    this.#steps = steps;
  }

  /**
   * Σ wₖ yₖ / Σ wₖ with wₖ = exp(−(x − xₖ)/steps) over the rows since the latest break; NaN where the row itself is
   * NaN.
   */
  read(): Float64Array {
    const [xs, ys, breaks] = [this.#line.xs(), this.#line.ys(), this.#line.breaks?.() ?? []];
    if (ys.length < this.#rows) {
      this.#rows = 0;
      this.#begin();
    }
    if (ys.length > this.#values.length) {
      const larger = new Float64Array(Math.max(ys.length, 2 * this.#values.length));
      larger.set(this.#values);
      this.#values = larger;
    }
    for (let row = this.#rows; row < ys.length; row++) {
      if (breaks.includes(row)) this.#begin();
      this.#take(row, xs[row] ?? NaN, ys[row] ?? NaN);
    }
    this.#rows = ys.length;
    return this.#values.subarray(0, ys.length);
  }

  #begin(): void {
    this.#sum = this.#weight = 0;
    this.#last = NaN;
  }

  #take(row: number, x: number, y: number): void {
    if (!Number.isFinite(y)) {
      this.#values[row] = NaN;
      return;
    }
    const decay = Number.isNaN(this.#last) ? 0 : Math.exp((this.#last - x) / this.#steps);
    this.#sum = this.#sum * decay + y;
    this.#weight = this.#weight * decay + 1;
    this.#last = x;
    this.#values[row] = this.#sum / this.#weight;
  }
}
