import { readFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../util/random.ts';
import { casesOf } from '../testing/fuzz.ts';
import { mutate } from '../testing/mutate.ts';
import { AxisSchema, parseSweep, readSweep, SweepFileSchema, type Sweep } from './sweep-file.ts';

const SCHEMA = 'docs/sweeps/sweep.schema.json';
const SMALL = {
  base: '?data=synthetic&n=200&steps=40&backend=wasm&start=1',
  axes: { shuffle: [0, 1] },
  seeds: [1, 2, 3],
  metric: { quantity: 'trainLoss' },
};

function sweep(changes: object = {}): Sweep {
  const parsed = parseSweep(JSON.stringify({ ...SMALL, ...changes }));
  if (!parsed.ok) throw new Error(parsed.issues.join(' '));
  return parsed.sweep;
}
function issues(changes: object): string {
  const parsed = parseSweep(JSON.stringify({ ...SMALL, ...changes }));
  return parsed.ok ? '' : parsed.issues.join('\n');
}

it('has its JSON Schema in the docs', async () => {
  const schema = {
    title: 'Sweep of Shuffle Lab',
    ...toJsonSchema(SweepFileSchema, {
      target: 'draft-2020-12',
      ignoreActions: ['finite'],
      definitions: { Axis: AxisSchema },
    }),
  };
  const written = await format(JSON.stringify(schema), { ...(await resolveConfig(SCHEMA)), filepath: SCHEMA });
  await expect(written).toMatchFileSnapshot(`../../../${SCHEMA}`);
});

describe('published values', () => {
  const at = (...values: readonly object[]): object => ({ published: { source: 'a paper', values } });

  it('belong to all runs with the named settings', () => {
    const { runs, published } = sweep(at({ at: { shuffle: 1 }, value: 0.25 }));
    expect(published?.source).toBe('a paper');
    expect(runs.map(({ name }) => published?.values.get(name))).toEqual([
      ...[undefined, undefined, undefined],
      ...[0.25, 0.25, 0.25],
    ]);
  });

  it('that fit no run, or a run twice, get a sentence', () => {
    expect(issues(at({ at: { width: 9 }, value: 1 }))).toMatch(
      /“published\.values\.0\.at” names “width”, which is not among its “axes”/,
    );
    expect(issues(at({ at: { shuffle: 0.5 }, value: 1 }))).toMatch(/“published\.values\.0\.at” describes no run/);
    expect(issues(at({ at: { shuffle: 1 }, value: 1 }, { at: {}, value: 2 }))).toMatch(
      /“published\.values\.1\.at” describes runs that an earlier value/,
    );
  });
});

it('gets the same verdict from its parser and its JSON Schema', () => {
  const ajv = new Ajv2020({ strict: false });
  const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
  const changes: object[] = [
    {},
    { $schema: './sweep.schema.json', axes: {} },
    { axes: { decay: { from: 1e-4, to: 1e-2, count: 3, scale: 'log' } }, seeds: { from: 5, count: 2 } },
    { metric: { quantity: 'timeToFit', epsilon: 0.1, by: 'epoch' } },
    { metric: { quantity: 'timeToFit' } },
    { metric: { quantity: 'weightNorm', layer: 'dense1', arm: 'shuffled', at: { firstAtMost: 3 } } },
    { metric: { quantity: 'loss', at: 'most' } },
    { metric: { quantity: 'loss', at: 'best' } },
    { metric: { quantity: 'tpm' } },
    { metric: { quantity: 'speed' } },
    { axes: { seed: [1] } },
    { axes: { colour: ['blue'] } },
    { axes: { shuffle: [] } },
    { axes: { shuffle: { from: 0, to: 1 } } },
    { published: { source: 'a paper', values: [{ at: { shuffle: 0 }, value: 0.5 }] } },
    { published: { source: 'a paper', values: [] } },
    { published: { source: 'a paper', values: [{ at: { shuffle: 0 }, value: '50%' }] } },
    { seeds: [1.5] },
    { seeds: [] },
    { base: 5 },
    { more: true },
  ];
  for (const change of changes) {
    const file = { ...SMALL, ...change };
    expect([change, validate(file)]).toEqual([change, parseSweep(JSON.stringify(file)).ok]);
  }
});

describe('its runs', () => {
  it('are every value with every seed, and named after them', () => {
    const { runs, axes } = sweep();
    expect(axes).toEqual(['shuffle']);
    expect(runs.map(({ name }) => name.replace(/_[0-9a-f]{8}\.run\.json$/, ''))).toEqual([
      'shuffle=0_seed=1',
      'shuffle=0_seed=2',
      'shuffle=0_seed=3',
      'shuffle=1_seed=1',
      'shuffle=1_seed=2',
      'shuffle=1_seed=3',
    ]);
    expect(runs[4]?.query).toBe('data=synthetic&n=200&steps=40&seed=2&shuffle=1&backend=wasm');
    expect(new Set(runs.map(({ name }) => name)).size).toBe(6);
  });

  it('have different names for different bases', () => {
    const names = new Set([...sweep().runs, ...sweep({ base: '?data=synthetic&n=300' }).runs].map(({ name }) => name));
    expect(names.size).toBe(12);
  });

  it('include both ends of a linear or logarithmic range', () => {
    const along = (range: object): number[] =>
      sweep({ axes: { lr: range }, seeds: [1] }).runs.map(({ address }) => address.params.lr);
    expect(along({ from: 0.1, to: 0.3, count: 3 })).toEqual([0.1, 0.2, 0.3]);
    expect(along({ from: 0.001, to: 0.1, count: 3, scale: 'log' })).toEqual([0.001, 0.01, 0.1]);
  });

  it('are listed once if two values mean the same setting', () => {
    expect(sweep({ axes: { size: ['28', 'native'] }, seeds: { from: 4, count: 2 } }).runs).toHaveLength(2);
  });

  it('accept schedules as an axis', () => {
    const { runs } = sweep({ axes: { events: ['10:lr=0.01', '20:lr=0.01,30:shuffle=1'] }, seeds: [1] });
    expect(runs.map(({ address }) => address.events.length)).toEqual([1, 2]);
  });
});

describe('an invalid file', () => {
  it.each([
    ['an unknown axis', { axes: { colour: ['blue'] } }, /axes\.colour/],
    ['an unknown field', { more: 1 }, /“more” is not a field/],
    ['no metric', { metric: undefined }, /“metric” is missing/],
    ['a value out of range', { axes: { shuffle: [2] } }, /shuffle=“2” is not a number from 0 to 1\.$/],
    ['a wrong base', { base: '?nonsense=1' }, /“nonsense” is not a key of this lab\.$/],
    ['a logarithm of 0', { axes: { lr: { from: 0, to: 1, count: 2, scale: 'log' } } }, /above 0/],
    [
      'too many runs',
      { seeds: { from: 0, count: 1000 }, axes: { lr: { from: 0, to: 1, count: 1000 } } },
      /1000000 runs/,
    ],
  ])('with %s gets a sentence', (_, change, sentence) => {
    expect(issues(change)).toMatch(sentence);
  });

  it('that isn’t JSON gets a sentence', () => {
    const parsed = parseSweep('{"base": ');
    expect(parsed).toMatchObject({ ok: false, issues: [expect.stringContaining('not JSON')] });
  });
});

describe('sizes', () => {
  it('rejects a file that is too large before it is read', async () => {
    const text = (): Promise<string> => Promise.reject(new Error('nobody asked'));
    expect(await readSweep({ size: 10_000_001, text })).toMatchObject({
      ok: false,
      issues: [expect.stringMatching(/larger than 10 MB/) as string],
    });
    expect(await readSweep({ size: 10, text })).toMatchObject({
      ok: false,
      issues: [expect.stringMatching(/could not be read/) as string],
    });
    expect(await readSweep(new Blob([JSON.stringify(SMALL)]))).toMatchObject({ ok: true });
  });

  it('rejects long addresses of many runs before building them', () => {
    const seeds = { from: 1, count: 1000 };
    const axes = { lr: { from: 0.1, to: 1, count: 100 } };
    expect(issues({ base: `?x=${'1'.repeat(5000)}`, axes, seeds })).toMatch(
      /100000 runs have addresses of up to 50\d\d characters/,
    );
  });

  it('lists a readable number of faults', () => {
    expect(issues({ axes: { lr: Array.from({ length: 1000 }, (_, k) => `x${k}`) } }).split('\n')).toHaveLength(10);
  });
});

it('accepts damaged sweep files or rejects them in sentences', () => {
  const random = randomStream(31, 'probe');
  const sound = { ...SMALL, axes: { shuffle: [0, 1], lr: { from: 0.1, to: 1, count: 3, scale: 'log' } } };
  let refused = 0;
  const cases = casesOf(500);
  for (let k = 0; k < cases; k++) {
    const parsed = parseSweep(JSON.stringify([mutate(sound, random)]).slice(1, -1));
    if (parsed.ok) continue;
    refused += 1;
    for (const issue of parsed.issues) expect(issue.length).toBeLessThan(500);
  }
  expect(refused).toBeGreaterThan(cases / 4);
  expect(refused).toBeLessThan(cases);
});
