/** A chart as table rows: all positions with a measurement, thinned out if there are many. */
import { measuredAt, rowAt, type LineData, type Measured } from './line.ts';

export interface TableRow {
  /** Position on the lines' axis, steps or seconds. */
  readonly place: number;
  /** One per line: the value measured here, or the latest before. */
  readonly values: readonly Measured[];
}

/**
 * Rows, latest first. About `limit` of them are spread over the axis, and the first, the last and those at the `kept`
 * positions (events) are always included.
 */
export function tableRows(lines: readonly LineData[], limit: number, kept: readonly number[] = []): TableRow[] {
  const columns = distinctColumns(lines.map((line) => line.xs()));
  const places = columns.reduce(merged, new Float64Array(0));
  return [...thinned(places, columns, limit, kept)]
    .sort((a, b) => b - a)
    .map((place) => ({ place, values: lines.map((line) => measuredAt(line, place)) }));
}

/**
 * Deduplicates columns. Lines of one table share their positions, so columns with equal length and equal ends count as
 * one.
 */
function distinctColumns(columns: readonly Float64Array[]): Float64Array[] {
  const seen = new Map<string, Float64Array>();
  for (const column of columns) seen.set(`${column.length} ${column[0] ?? ''} ${column.at(-1) ?? ''}`, column);
  // Sparse columns first: if several have a row in one part of the axis, the sparsest decides.
  return [...seen.values()].sort((a, b) => a.length - b.length);
}

/** The union of two ascending columns. */
function merged(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  let [i, j, count] = [0, 0, 0];
  while (i < a.length || j < b.length) {
    const place = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    while (a[i] === place) i++;
    while (b[j] === place) j++;
    all[count++] = place;
  }
  return all.subarray(0, count);
}

function thinned(
  places: Float64Array,
  columns: readonly Float64Array[],
  limit: number,
  kept: readonly number[],
): ReadonlySet<number> {
  if (places.length <= limit) return new Set(places);
  const last = places.length - 1;
  const chosen = new Set([places[0] ?? NaN, places[last] ?? NaN]);
  for (const place of kept)
    chosen.add(places[Math.min(last, rowAt(places, place) + (places.includes(place) ? 0 : 1))] ?? NaN);
  const parts = Math.max(0, limit - chosen.size);
  for (let part = 0; part < parts; part++) {
    const end = places[Math.round(((part + 1) * last) / (parts + 1))] ?? NaN;
    const start = places[Math.round((part * last) / (parts + 1))] ?? NaN;
    chosen.add(latestIn(columns, start, end));
  }
  return chosen;
}

/**
 * The latest position in (start, end] of the sparsest column that has one, so that the row has at least one new value.
 */
function latestIn(columns: readonly Float64Array[], start: number, end: number): number {
  for (const column of columns) {
    const place = column[rowAt(column, end)] ?? NaN;
    if (place > start) return place;
  }
  return end;
}
