import { describe, expect, it } from 'vitest';
import { variantsOf, type RunFile } from '../shared/run/run-file.ts';
import { columnGroups } from './columns.ts';
import { csvBlob, csvParts } from './csv.ts';
import { runFileOf } from './run-file.ts';
import { fixtureStore } from './testing/run-fixture.ts';

function file(twin = false): RunFile {
  const made = runFileOf(fixtureStore({ params: { twin } }));
  if (!made) throw new Error('no run file');
  return made;
}

/** An independent parser of RFC 4180. */
function read(text: string): string[][] {
  const table: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    table.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') table.push([]);
    if (end === '') break;
  }
  return table.filter((row) => row.length > 1);
}

describe('metrics.csv', () => {
  it('has a row for every step with a measurement, with empty cells for missing values', () => {
    const [header = [], ...rows] = read([...csvParts(file())].join(''));
    const at = (step: string, column: string): string | undefined =>
      rows.find((row) => row[0] === step)?.[header.indexOf(column)];
    expect(header.slice(0, 4)).toEqual(['step', 'loss', 'accuracy', 'seconds']);
    expect(rows.map((row) => row[0])).toEqual(['0', '1', '2', '3']);
    expect(at('0', 'loss')).toBe('');
    expect(at('0', 'testLoss')).toBe('2.32');
    expect(at('0', 'corruptedGiven')).toBe('');
    expect(at('0', 'coherence.dense2')).toBe('0.5');
    expect(at('1', 'successiveCosine.dense1')).toBe('');
    expect(at('2', 'tpm.dense1')).toBe('0.8');
    expect(at('3', 'gradientNorm.dense1')).toBe(String(1 / 3));
    expect(rows.every((row) => row.length === header.length)).toBe(true);
  });

  it.each([false, true])('has exactly the numbers of the run file (twin: %s)', async (twin) => {
    const made = file(twin);
    const [header = [], ...rows] = read(await (await csvBlob(made)).text());
    expect(header[0]).toBe(twin ? 'arm' : 'step');
    const inTable = rows.flat().filter((text) => text !== '' && text !== 'true' && text !== 'shuffled').length;
    let inFile = rows.length;
    for (const [index, variant] of variantsOf(made).entries()) {
      const own = rows.filter((row) => !twin || row[0] === ['true', 'shuffled'][index]);
      for (const { step: steps, columns } of columnGroups(variant)) {
        for (const { name, values } of columns) {
          for (const [row, step] of steps.entries()) {
            const text = own.find((cells) => cells[twin ? 1 : 0] === String(step))?.[header.indexOf(name)];
            const value = values[row] ?? null;
            expect(text === '' ? null : Number(text)).toBe(value);
            if (value !== null) inFile++;
          }
        }
      }
    }
    expect(inTable).toBe(inFile);
  });

  it('is the same table with decimal commas and semicolons', () => {
    const table = (decimal: 'point' | 'comma'): string => [...csvParts(file(true), decimal)].join('');
    expect(table('comma')).toContain(';2,32;');
    expect(table('comma').replaceAll(',', '.').replaceAll(';', ',')).toBe(table('point'));
  });

  it('quotes what RFC 4180 asks for', () => {
    const made = file();
    if ('arms' in made) throw new Error('a twin');
    const { dense1, ...others } = made.layerSteps;
    if (!dense1) throw new Error('no dense1');
    const name = 'a "b",\n';
    const layers = made.layers.map((layer) => (layer.name === 'dense1' ? { ...layer, name } : layer));
    const text = [...csvParts({ ...made, layers, layerSteps: { ...others, [name]: dense1 } })].join('');
    expect(text).toContain('"gradientNorm.a ""b"",\n"');
    expect(read(text)[0]).toContain(`gradientNorm.${name}`);
  });
});
