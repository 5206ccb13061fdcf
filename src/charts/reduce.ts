/**
 * A growing series reduced to what a chart can show: for each pixel column the smallest and the largest value, each at
 * its own x. New rows cost what they number; only another domain or width reads the series anew.
 */
export class Reduction {
  /** Reduced points, `count` of them in order of x; a y of NaN breaks the line. */
  xs = new Float64Array(0);
  ys = new Float64Array(0);
  count = 0;
  /** Over all defined values; infinite while there is none. */
  min = Infinity;
  max = -Infinity;
  minPositive = Infinity;

  #from = NaN;
  #to = NaN;
  #columns = 0;
  /** Rows taken in. */
  #rows = 0;
  #column = -1;
  /** Where the points of the open column begin. */
  #start = 0;
  #gap = false;
  #low = 0;
  #lowX = 0;
  #high = 0;
  #highX = 0;

  /** Takes in what was added to the series since the last call. `xs` never falls; rows outside [from, to] go to the end columns. */
  update(xs: Float64Array, ys: Float64Array, from: number, to: number, columns: number): void {
    if (from !== this.#from || to !== this.#to || columns !== this.#columns || ys.length < this.#rows) {
      this.#begin(from, to, columns);
    }
    const scale = columns / (to - from);
    for (let row = this.#rows; row < ys.length; row++) {
      const y = ys[row] ?? NaN;
      if (Number.isFinite(y)) {
        const x = xs[row] ?? NaN;
        this.#take(x, y, Math.min(columns - 1, Math.max(0, Math.floor((x - from) * scale))));
      } else {
        this.#gap = true;
      }
    }
    this.#rows = ys.length;
  }

  #begin(from: number, to: number, columns: number): void {
    this.#from = from;
    this.#to = to;
    this.#columns = columns;
    this.xs = new Float64Array(3 * columns);
    this.ys = new Float64Array(3 * columns);
    this.count = 0;
    this.min = Infinity;
    this.max = -Infinity;
    this.minPositive = Infinity;
    this.#rows = 0;
    this.#column = -1;
    this.#gap = false;
  }

  #take(x: number, y: number, column: number): void {
    if (y < this.min) this.min = y;
    if (y > this.max) this.max = y;
    if (y > 0 && y < this.minPositive) this.minPositive = y;
    if (column !== this.#column) {
      if (this.#gap && this.count > 0) this.#put(this.count++, x, NaN);
      this.#column = column;
      this.#start = this.count;
      this.#low = this.#high = y;
      this.#lowX = this.#highX = x;
    } else if (y < this.#low) {
      this.#low = y;
      this.#lowX = x;
    } else if (y > this.#high) {
      this.#high = y;
      this.#highX = x;
    } else {
      this.#gap = false;
      return;
    }
    this.#gap = false;
    this.#write();
  }

  /** The open column's one or two points, the earlier first. */
  #write(): void {
    const start = this.#start;
    if (this.#low === this.#high) {
      this.#put(start, this.#lowX, this.#low);
      this.count = start + 1;
      return;
    }
    const rising = this.#lowX < this.#highX;
    this.#put(start, rising ? this.#lowX : this.#highX, rising ? this.#low : this.#high);
    this.#put(start + 1, rising ? this.#highX : this.#lowX, rising ? this.#high : this.#low);
    this.count = start + 2;
  }

  #put(index: number, x: number, y: number): void {
    this.xs[index] = x;
    this.ys[index] = y;
  }
}
