/** The run database, the log writer and the list of saved runs on a real IndexedDB. */
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../shared/protocol/protocol.ts';
import { storageTrouble } from '../shared/util/storage-trouble.ts';
import { parseAddress } from '../shared/run/run-url.ts';
import { RunDatabase } from './run-database.ts';
import { RunLogWriter } from './run-log-writer.ts';
import { SavedRuns } from './saved-runs.ts';
import { RunStore } from './run-store.ts';
import { chunk, storedRun } from './testing/stored.ts';

const run = 'r1';
let name: string;
let archive: RunDatabase;

beforeEach(async () => {
  name = `test-${crypto.randomUUID()}`;
  archive = await RunDatabase.open(name);
});
afterEach(async () => {
  archive.close();
  await deleteDB(name);
});

/** A store whose run is ready. */
function readyStore(): RunStore {
  const { address } = parseAddress('n=40&width=8&batch=4&steps=30');
  const store = new RunStore(address, []);
  const { environment, network, data } = storedRun();
  store.receive({ type: 'ready', run, environment, network, data });
  return store;
}

interface Rig {
  readonly store: RunStore;
  readonly recorder: RunLogWriter;
  readonly troubles: unknown[];
  readonly hear: (event: RunEvent) => void;
  readonly measure: (family: 'steps' | 'evaluations' | 'paths', steps: readonly number[]) => void;
}

function rig(open = (): Promise<RunDatabase> => Promise.resolve(archive)): Rig {
  const store = readyStore();
  const troubles: unknown[] = [];
  const recorder = new RunLogWriter(store, open, (error) => troubles.push(error));
  const hear = (event: RunEvent): void => {
    store.receive(event);
    recorder.receive(event);
  };
  return {
    store,
    recorder,
    troubles,
    hear,
    measure: (family, steps) =>
      hear({ type: 'rows', run, variant: 0, step: (steps.at(-1) ?? 0) + 1, chunks: [chunk(family, steps)] }),
  };
}

async function stepsKept(id = run): Promise<number[]> {
  const kept = await archive.run(id);
  if (!kept) return [];
  const { variants } = await archive.history(kept);
  return [...(variants[0]?.steps.column('step') ?? [])];
}

async function logLength(): Promise<number> {
  const database = await openDB(name);
  const length = await database.count('log');
  database.close();
  return length;
}

describe('a saved run', () => {
  it('grows at its end and round-trips', async () => {
    const { recorder, measure, store } = rig();
    recorder.begin(run);
    measure('steps', [0, 1]);
    measure('evaluations', [0]);
    await recorder.flush();
    measure('steps', [2]);
    await recorder.flush();
    await recorder.flush();
    expect(await logLength()).toBe(2);
    expect(await stepsKept()).toEqual([0, 1, 2]);
    const { runs } = await archive.runs();
    expect(runs).toHaveLength(1);
    const [kept] = runs;
    if (!kept) throw new Error('not kept');
    const { variants } = await archive.history(kept);
    expect([...(variants[0]?.steps.column('loss') ?? [])]).toEqual([
      ...(store.variants[0]?.steps.column('loss') ?? []),
    ]);
  });

  it('is written automatically within two seconds', async () => {
    const { recorder, measure } = rig();
    recorder.begin(run);
    measure('steps', [0, 1]);
    await expect.poll(() => stepsKept(), { timeout: 2000 }).toEqual([0, 1]);
  });

  it('drops rows that a restored run measures again', async () => {
    const { recorder, measure, hear } = rig();
    recorder.begin(run);
    measure('steps', [0, 1, 2, 3]);
    await recorder.flush();
    measure('steps', [4]);
    hear({ type: 'restored', run, step: 2, snapshotAt: 1, evaluatedAt: -1 });
    measure('steps', [2, 3]);
    await recorder.flush();
    expect(await stepsKept()).toEqual([0, 1, 2, 3]);
  });

  it('loses nothing while storage fails, and reports it', async () => {
    let full = true;
    const { recorder, measure, troubles, hear } = rig(() =>
      full ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : Promise.resolve(archive),
    );
    recorder.begin(run);
    measure('steps', [0, 1]);
    expect(await recorder.flush()).toBe(false);
    measure('steps', [2, 3]);
    hear({ type: 'restored', run, step: 3, snapshotAt: -1, evaluatedAt: -1 });
    expect(await recorder.flush()).toBe(false);
    expect(troubles).toHaveLength(2);
    full = false;
    measure('steps', [3, 4]);
    expect(await recorder.flush()).toBe(true);
    expect(await stepsKept()).toEqual([0, 1, 2, 3, 4]);
  });

  it('is written completely when left, and not offered again', async () => {
    const { recorder, measure, store } = rig();
    recorder.begin(run);
    measure('steps', [0, 1, 2]);
    void recorder.leave();
    store.clear();
    await expect.poll(async () => (await archive.run(run))?.closed).toBe(true);
    expect(await stepsKept()).toEqual([0, 1, 2]);
  });

  it('stays unchanged if restoring fails, and is failed if training fails', async () => {
    const { recorder, measure, hear } = rig();
    const state = (is: 'loading' | 'training' | 'failed', step: number): void =>
      hear({ type: 'state', run, state: is, step, until: 30 });
    const failure = { kind: 'data', message: 'None.', step: null, layer: null } as const;
    recorder.begin(run);
    state('training', 0);
    measure('steps', [0, 1, 2]);
    state('loading', 3);
    hear({ type: 'failed', run, failure });
    state('failed', 0);
    await recorder.flush();
    expect(await archive.run(run)).toMatchObject({ state: 'paused', failure: null, step: 3 });
    state('loading', 3);
    state('training', 3);
    hear({ type: 'failed', run, failure });
    state('failed', 3);
    await recorder.flush();
    expect(await archive.run(run)).toMatchObject({ state: 'failed', failure, step: 3 });
  });

  it('keeps remarks made meanwhile', async () => {
    const { recorder, measure } = rig();
    recorder.begin(run);
    measure('steps', [0]);
    await recorder.flush();
    const remarks = { name: 'Mine', note: 'Two\nlines', color: 3, pinned: true };
    await archive.edit(run, remarks);
    measure('steps', [1]);
    await recorder.flush();
    expect(await archive.run(run)).toMatchObject(remarks);
    await archive.edit(run, { color: null, note: '' });
    expect(await archive.run(run)).toMatchObject({ ...remarks, color: null, note: '' });
  });
});

describe('damaged and newer data', () => {
  async function put(store: 'runs' | 'log', value: unknown, key: IDBValidKey): Promise<void> {
    const database = await openDB(name);
    await database.put(store, value, key);
    database.close();
  }

  it('is reported, and the valid runs are listed', async () => {
    await put('runs', storedRun(), run);
    await put('runs', { ...storedRun(), id: 'later', version: 2 }, 'later');
    await put('runs', 'rubbish', 'rubbish');
    const { runs, issues } = await archive.runs();
    expect(runs.map(({ id }) => id)).toEqual([run]);
    expect([...issues].sort()).toEqual([
      expect.stringMatching(/damaged/) as string,
      expect.stringMatching(/version 2.*newer release/) as string,
    ]);
  });

  it('is not opened if a newer release wrote the database', async () => {
    archive.close();
    (await openDB(name, 2)).close();
    const refusal: unknown = await RunDatabase.open(name).catch((error: unknown) => error);
    expect(storageTrouble(refusal)).toMatch(/were written by a newer release of the lab/);
  });

  it('in the log is skipped when the run resumes', async () => {
    const first = rig();
    first.recorder.begin(run);
    first.measure('steps', [0, 1]);
    await first.recorder.flush();
    await put('log', { kind: 'rubbish' }, [run, 1]);
    await put('log', { kind: 'cut', step: 0, snapshotAt: -1, evaluatedAt: -1 }, [run, 2]);
    const kept = await archive.run(run);
    if (!kept) throw new Error('not kept');
    const history = await archive.history(kept);
    expect(history.issue).toMatch(/from step 2 on/);
    const second = rig();
    second.store.open(kept, history.variants);
    second.recorder.begin(run, history.entries);
    second.hear({ type: 'restored', run, step: 1, snapshotAt: -1, evaluatedAt: -1 });
    second.measure('steps', [1, 2]);
    await second.recorder.flush();
    expect(await stepsKept()).toEqual([0, 1, 2]);
  });

  it('is deleted with the run', async () => {
    const { recorder, measure } = rig();
    recorder.begin(run);
    measure('steps', [0]);
    await recorder.flush();
    await archive.delete(run);
    expect(await archive.runs()).toEqual({ runs: [], issues: [] });
    expect(await logLength()).toBe(0);
  });
});

it('the list says why a file was not saved until the next import, even after a refresh', async () => {
  const savedRuns = new SavedRuns(
    () => Promise.resolve(archive),
    () => Promise.resolve(),
  );
  await savedRuns.import([new File(['{}'], 'other.json')]);
  await savedRuns.refresh();
  expect(savedRuns.notices).toEqual([expect.stringMatching(/^other\.json: /)]);
  await savedRuns.import([]);
  expect(savedRuns.notices).toEqual([]);
});
