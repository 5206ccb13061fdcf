/** Layout of a legend's entries: in rows, with a new row when the next entry doesn't fit. */

export interface LegendPlace {
  readonly x: number;
  /** From 0. */
  readonly row: number;
}

/** Positions for entries of these `widths` in rows of width `room`, `gap` apart. */
export function flowLegend(widths: readonly number[], room: number, gap: number): LegendPlace[] {
  let [x, row] = [0, 0];
  return widths.map((width) => {
    if (x > 0 && x + width > room) [x, row] = [0, row + 1];
    const place = { x, row };
    x += width + gap;
    return place;
  });
}
