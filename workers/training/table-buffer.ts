/** Buffers rows of one variant's tables until they are posted to the page, as columns. */
import { TABLE_COLUMNS, type TableChunk, type TableFamily } from '../../src/shared/run/tables.ts';

interface Pending {
  readonly family: TableFamily;
  readonly layer: string | null;
  readonly rows: (readonly number[])[];
}

export class TableBuffer {
  readonly #tables = new Map<string, Pending>();

  /** One row, with its values in the order of the family's columns. */
  add(family: TableFamily, layer: string | null, row: readonly number[]): void {
    const key = `${family}/${layer ?? ''}`;
    let pending = this.#tables.get(key);
    if (!pending) this.#tables.set(key, (pending = { family, layer, rows: [] }));
    pending.rows.push(row);
  }

  /** Takes all rows since the last call. */
  take(): TableChunk[] {
    const chunks = [...this.#tables.values()].map(({ family, layer, rows }) => ({
      family,
      layer,
      rows: rows.length,
      values: Float64Array.from(TABLE_COLUMNS[family].flatMap((_, column) => rows.map((row) => row[column] ?? NaN))),
    }));
    this.#tables.clear();
    return chunks;
  }
}
