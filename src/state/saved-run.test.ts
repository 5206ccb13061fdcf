import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../shared/util/random.ts';
import { casesOf, FuzzFigures } from '../shared/testing/fuzz.ts';
import { mutate } from '../shared/testing/mutate.ts';
import { formatAddress } from '../shared/run/run-url.ts';
import { addressOf, HistoryReader, readSavedRun, type History, type LogEntry } from './saved-run.ts';
import { chunk, LAYER, rows, storedRun } from './testing/stored.ts';

const CASES = casesOf(1000);

function read(entries: readonly unknown[]): History {
  const reader = new HistoryReader(storedRun());
  for (const entry of entries) reader.add(entry);
  return reader.finish();
}

const log: readonly LogEntry[] = [
  rows(chunk('steps', [0, 1, 2, 3]), chunk('evaluations', [0]), chunk('paths', [0, 2])),
  rows(chunk('steps', [4, 5]), chunk('evaluations', [4]), chunk('paths', [4])),
  { kind: 'cut', step: 4, snapshotAt: 4, evaluatedAt: 3 },
  rows(chunk('steps', [4]), chunk('evaluations', [4])),
];

describe('a kept run', () => {
  it('round-trips', () => {
    expect(readSavedRun(structuredClone(storedRun()))).toEqual({ ok: true, run: storedRun() });
  });

  it('of the first release that saved runs can be opened', () => {
    // Never rewrite this file: it tests that users' old runs can be opened.
    const text = readFileSync('src/state/testing/first-record.json', 'utf8');
    expect(readSavedRun(JSON.parse(text))).toEqual({ ok: true, run: storedRun() });
  });

  it('has the address that trains it again', () => {
    expect(formatAddress(addressOf(storedRun()))).toBe('n=40&width=8&batch=4&steps=30&events=7:lr=0.01');
  });

  it('of a newer release is rejected and named', () => {
    const later = { ...storedRun(), version: 9 };
    expect(readSavedRun(later)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/version 9.*newer/) as string,
    });
  });

  it('reports damage', () => {
    const damaged = { ...storedRun(), until: -1 };
    expect(readSavedRun(damaged)).toMatchObject({
      ok: false,
      message: expect.stringMatching(/damaged \(until\)/) as string,
    });
  });

  it(`reads ${CASES} damaged records as a run or a sentence`, async () => {
    const random = randomStream(3, 'probe');
    const figures = new FuzzFigures('records');
    for (let trial = 0; trial < CASES; trial++) {
      const record = mutate(storedRun(), random);
      const answer = await figures.time(() => readSavedRun(record));
      if (answer.ok) new HistoryReader(answer.run).finish();
      else figures.refuse();
    }
    figures.finish(100);
  });
});

describe('a log', () => {
  it('has each row once, in its latest version', () => {
    const { variants, entries, issue, complete } = read(log);
    expect({ entries, issue, complete }).toEqual({ entries: 4, issue: null, complete: 5 });
    const [variant] = variants;
    expect([...(variant?.steps.column('step') ?? [])]).toEqual([0, 1, 2, 3, 4]);
    expect([...(variant?.evaluations.column('step') ?? [])]).toEqual([0, 4]);
    expect([...(variant?.layer(LAYER, 'paths').column('step') ?? [])]).toEqual([0, 2, 4]);
  });

  it('knows where the observed labels changed', () => {
    const { variants } = new HistoryReader(storedRun({ events: [{ step: 3, key: 'shuffle', value: 1 }] })).finish();
    expect(variants.map(({ relabelled }) => relabelled)).toEqual([[3]]);
  });

  it('is read up to its damage, which is reported', () => {
    const { entries, issue, complete } = read([log[0], { kind: 'rows', arms: 'none' }, log[1]]);
    expect({ entries, complete }).toEqual({ entries: 1, complete: 4 });
    expect(issue).toMatch(/from step 4 on/);
  });

  it('counts steps as complete up to the first gap', () => {
    expect(read([rows(chunk('steps', [0, 1, 3]))]).complete).toBe(2);
  });

  it('rejects a variant or layer that the run lacks', () => {
    const strange = { ...chunk('paths', [6]), layer: 'dense9' };
    expect(read([rows(strange)]).issue).not.toBeNull();
    expect(read([{ kind: 'rows', arms: [{ arm: 1, chunks: [chunk('steps', [0])] }] }]).issue).not.toBeNull();
  });

  it(`reads ${CASES} damaged entries as rows or a sentence`, async () => {
    const random = randomStream(5, 'probe');
    const figures = new FuzzFigures('entries');
    for (let trial = 0; trial < CASES; trial++) {
      const entry = mutate(log[random.integer(log.length)], random);
      const { issue } = await figures.time(() => read([entry]));
      if (issue !== null) figures.refuse();
    }
    figures.finish(100);
  });
});
