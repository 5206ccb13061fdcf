/** Where the entries of a legend stand: one after the other, a new row where the next would not fit. */

export interface LegendPlace {
  readonly x: number;
  /** From 0. */
  readonly row: number;
}

/** For entries of these `widths` in rows as wide as `room`, `gap` apart. */
export function flowLegend(widths: readonly number[], room: number, gap: number): LegendPlace[] {
  let [x, row] = [0, 0];
  return widths.map((width) => {
    if (x > 0 && x + width > room) [x, row] = [0, row + 1];
    const place = { x, row };
    x += width + gap;
    return place;
  });
}
