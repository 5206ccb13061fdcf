import { describe, expect, it } from 'vitest';
import { TABLE_COLUMNS } from '../shared/run/tables.ts';
import { VariantHistory } from './variant-history.ts';
import { Table } from './series.ts';

describe('a table', () => {
  it('grows by column-major rows', () => {
    const table = new Table('paths');
    expect(table.length).toBe(0);
    expect(table.last('tpm')).toBeNaN();
    table.append(3, Float64Array.of(10, 20, 30, 0.1, NaN, 0.3));
    table.append(0, new Float64Array(0));
    table.append(1, Float64Array.of(40, 0.4));
    expect(table.length).toBe(4);
    expect([...table.column('step')]).toEqual([10, 20, 30, 40]);
    expect([...table.column('tpm')]).toEqual([0.1, NaN, 0.3, 0.4]);
    expect(table.last('step')).toBe(40);
  });

  it('keeps every row through many reallocations', () => {
    const table = new Table('steps', 33);
    const rows = 10_007;
    let next = 0;
    for (const size of [1, 255, 1, 700, 5000, 4050]) {
      const steps = Array.from({ length: size }, (_, i) => next + i);
      table.append(size, Float64Array.from([...steps, ...steps.map((s) => -s), ...steps.map((s) => s / 7), ...steps]));
      next += size;
    }
    expect(table.length).toBe(rows);
    const [step, loss, accuracy] = [table.column('step'), table.column('loss'), table.column('accuracy')];
    for (let i = 0; i < rows; i++) expect([step[i], loss[i], accuracy[i]]).toEqual([i, -i, i / 7]);
  });

  it('has the columns of its family, of one length', () => {
    for (const family of ['steps', 'layerSteps', 'probes', 'evaluations', 'paths'] as const) {
      const table = new Table<typeof family>(family);
      const columns = TABLE_COLUMNS[family];
      table.append(2, new Float64Array(2 * columns.length));
      for (const name of columns) expect(table.column(name as never)).toHaveLength(2);
    }
  });
});

describe('a variant’s history', () => {
  it('puts each chunk into the table of its family and layer', () => {
    const variant = new VariantHistory(['dense1', 'dense2']);
    variant.append({ family: 'steps', layer: null, rows: 1, values: Float64Array.of(1, 2.3, 0.1, 0.5) });
    variant.append({ family: 'paths', layer: 'dense2', rows: 1, values: Float64Array.of(5, 0.7) });
    variant.append({
      family: 'evaluations',
      layer: null,
      rows: 1,
      values: Float64Array.from(TABLE_COLUMNS.evaluations, (_, i) => i),
    });
    expect(variant.layerNames).toEqual(['dense1', 'dense2']);
    expect(variant.steps.last('loss')).toBe(2.3);
    expect(variant.layer('dense2', 'paths').last('tpm')).toBe(0.7);
    expect(variant.layer('dense1', 'paths').length).toBe(0);
    expect(variant.evaluations.last('corruptedTrue')).toBe(5);
  });

  it('rejects a layer that the network lacks', () => {
    const variant = new VariantHistory(['dense1']);
    expect(() => variant.layer('dense9', 'probes')).toThrow('no layer dense9');
  });
});
