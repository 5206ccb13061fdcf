import fc from 'fast-check';
import { OPTIMIZERS } from '../optimizers/index.ts';
import { describe, expect, it } from 'vitest';
import { sizeIssue } from '../network/layout.ts';
import { placeRun } from '../networks/of-run.ts';
import { PRESETS } from './presets.ts';
import { DEFAULT_PARAMS, MAX_STEPS, PARAM_SPECS, resolveParams, type RunParams } from './run-params.ts';
import { formatAddress, parseAddress, type RunAddress } from './run-url.ts';
import { EVENT_KEYS } from './schedule.ts';
import { issueText } from '../util/issues.ts';

const untold: RunAddress = { preset: null, params: DEFAULT_PARAMS, events: [], start: false };
const issuesOf = (query: string): string[] => parseAddress(query).issues.map(({ subject }) => subject);

describe('reading an address', () => {
  it('returns the defaults for an empty one', () => {
    for (const query of ['', '?']) expect(parseAddress(query)).toEqual({ address: untold, issues: [] });
    expect(formatAddress(untold)).toBe('');
  });

  it('reads the documented example', () => {
    const { address, issues } = parseAddress(
      '?data=mnist&n=5000&model=mlp&batch=128&lr=0.05&momentum=0.9&decay=0&seed=1&steps=2000&events=400:shuffle=1,900:shuffle=0',
    );
    expect(issues).toEqual([]);
    expect(address.params).toEqual(DEFAULT_PARAMS);
    expect(address.events).toEqual([
      { step: 400, key: 'shuffle', value: 1 },
      { step: 900, key: 'shuffle', value: 0 },
    ]);
    expect(formatAddress(address)).toBe('events=400:shuffle=1,900:shuffle=0');
  });

  it('names each fault and the value used instead', () => {
    const { address, issues } = parseAddress('lr=fast&n=7&colour=red&start=yes&preset=best&seed=1&seed=2');
    expect(address).toEqual(untold);
    expect(Object.fromEntries(issues.map((issue) => [issue.subject, issueText(issue)]))).toEqual({
      '“lr”': 'lr=“fast” is not a number; 0.05 is used.',
      '“n”': 'n=“7” is not a whole number from 10 to 60000; 5000 is used.',
      '“colour”': '“colour” is not a key of this lab; it is ignored.',
      '“start”': 'start=“yes” is not 1 or 0; 0 is used.',
      '“preset”': `preset=“best” is not one of ${PRESETS.map(({ name }) => name).join(', ')}; no preset is used.`,
      '“seed”': '“seed” is given more than once; the first, “1”, is used.',
    });
  });

  it('names the preset’s value where a key over it is at fault', () => {
    const { address, issues } = parseAddress('preset=partial&shuffle=2');
    expect(address.params.shuffle).toBe(0.4);
    expect(issues[0]?.instead).toBe('0.4 is used');
  });

  it('replaces combinations that cannot be trained', () => {
    expect(parseAddress('data=cifar10&n=60000').address.params.n).toBe(50_000);
    expect(parseAddress('n=50').address.params.batch).toBe(50);
    expect(parseAddress('model=inception-small&width=5').address.params.width).toBeNull();
    expect(issuesOf('data=cifar10&n=60000&batch=64')).toEqual(['“n”']);
    expect(issuesOf('n=50')).toEqual(['“batch”']);
    expect(issuesOf('n=127')).toEqual(['“batch”']);
    expect(issuesOf('n=128')).toEqual([]);
    expect(issuesOf('model=inception-small&width=5')).toEqual(['“width”']);
  });

  it('drops invalid events, sorts the others and reports both', () => {
    const { address, issues } = parseAddress(
      `events=9:lr=0.1,x,3:shuffle=1,4:shuffle=2,5:seed=1,${MAX_STEPS + 1}:lr=1,-1:lr=1,6:lr=`,
    );
    expect(address.events).toEqual([
      { step: 3, key: 'shuffle', value: 1 },
      { step: 9, key: 'lr', value: 0.1 },
    ]);
    expect(issues.every(({ subject }) => subject === '“events”')).toBe(true);
    expect(issues).toHaveLength(7);
    expect(parseAddress(`events=${'1:lr=1,'.repeat(1001)}1:lr=1`).address.events).toHaveLength(1000);
  });

  it('lists a hundred faults and counts the others', () => {
    const { issues } = parseAddress(Array.from({ length: 100_000 }, (_, k) => `k${k}`).join('&'));
    expect(issues).toHaveLength(101);
    expect(issues.at(-1)?.what).toBe('99900 more faults are not listed');
  });

  it('reads the key start', () => {
    expect(parseAddress('start=1').address.start).toBe(true);
    expect(formatAddress({ ...untold, start: true })).toBe('start=1');
  });
});

describe('writing an address', () => {
  it('contains only differences from the preset', () => {
    const { address } = parseAddress('preset=gt-shuffle&events=&lr=0.1&n=2000');
    expect(address.events).toEqual([]);
    expect(formatAddress(address)).toBe('preset=gt-shuffle&n=2000&events=');
  });

  it('drops the preset if it fixes an open setting', () => {
    const { address } = parseAddress('preset=gt-shuffle-small');
    const open = { ...address, params: { ...address.params, windows: null } };
    expect(formatAddress(open)).not.toContain('preset');
    expect(parseAddress(formatAddress(open)).address).toEqual({ ...open, preset: null });
  });
});

const choice = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const real = (min: number, max: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.double({ min, max, noNaN: true }).map((x) => (x === 0 ? 0 : x)),
    choice([min, max]),
  );
const window = fc
  .tuple(fc.nat(MAX_STEPS - 1), fc.nat(MAX_STEPS - 1))
  .map(([a, b]) => ({ start: Math.min(a, b), stop: Math.max(a, b) + 1 }));
/** Any settings that can be trained. */
const settings: fc.Arbitrary<RunParams> = fc
  .record<RunParams>({
    data: choice(['mnist', 'cifar10', 'synthetic']),
    n: fc.integer({ min: 10, max: 50_000 }),
    size: choice([28, 14]),
    model: choice(['mlp', 'cnn', 'inception-small']),
    width: fc.option(fc.array(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 8 })),
    norm: fc.option(choice(['batch', 'none'])),
    activation: choice(['relu', 'gelu', 'tanh']),
    dropout: real(0, 0.99),
    batch: fc.integer({ min: 2, max: 4096 }),
    optimizer: choice(OPTIMIZERS.map(({ name }) => name)),
    lr: real(0, 1e9),
    momentum: real(0, 0.9999),
    beta2: real(0, 0.99999),
    eps: real(1e-30, 1),
    decay: real(0, 100),
    lrdecay: real(1e-6, 1),
    schedule: choice(['constant', 'step', 'cosine']),
    warmup: fc.nat(MAX_STEPS),
    smoothing: real(0, 0.999),
    noise: choice(['symmetric', 'pairflip']),
    steps: fc.integer({ min: 1, max: MAX_STEPS }),
    seed: fc.integer({ min: 0, max: 4_294_967_295 }),
    labels: choice(['permute', 'resample']),
    shuffle: real(0, 1),
    pixels: choice(['true', 'permute', 'random', 'gaussian']),
    augment: choice(['none', 'crop', 'crop-flip', 'flip']),
    twin: fc.boolean(),
    windows: fc.option(fc.array(window, { minLength: 1, maxLength: 20 })),
    stride: fc.option(fc.integer({ min: 1, max: MAX_STEPS })),
    probe: fc.integer({ min: 0, max: 1_000_000 }),
    backend: choice(['auto', 'webgpu', 'webgl', 'wasm', 'cpu']),
  })
  .map((params) => ({
    ...params,
    batch: Math.min(params.batch, params.n),
    width: params.model === 'inception-small' ? null : params.width,
    dropout: params.model === 'mlp' ? params.dropout : 0,
    augment: params.pixels === 'true' ? params.augment : 'none',
  }))
  // Skips networks that are too large for memory.
  .filter((params) => {
    const placed = placeRun(resolveParams(params), { channels: 3, classes: 10 });
    return placed.ok && sizeIssue(placed.value, params.batch) === undefined;
  });
const event = choice(EVENT_KEYS).chain((key) =>
  fc.record({
    step: fc.nat(MAX_STEPS),
    key: fc.constant(key),
    value: real(0, key === 'lr' ? 1e9 : key === 'decay' ? 100 : 0.9999),
  }),
);
const addresses: fc.Arbitrary<RunAddress> = fc.record({
  preset: fc.option(choice(PRESETS.map(({ name }) => name))),
  params: settings,
  events: fc.array(event, { maxLength: 8 }).map((events) => events.sort((a, b) => a.step - b.step)),
  start: fc.boolean(),
});

describe('any run', () => {
  it('round-trips through its address', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const parsed = parseAddress(formatAddress(address));
        expect(parsed.issues).toEqual([]);
        const { preset, ...run } = parsed.address;
        expect(run).toEqual({ params: address.params, events: address.events, start: address.start });
        expect([address.preset, null]).toContain(preset);
      }),
      { numRuns: 500 },
    );
  });

  it('has an address without default values', () => {
    fc.assert(
      fc.property(settings, (params) => {
        const written = new URLSearchParams(formatAddress({ ...untold, params }));
        for (const { key } of PARAM_SPECS) {
          const value = params[key];
          const told = value !== null && JSON.stringify(value) !== JSON.stringify(DEFAULT_PARAMS[key]);
          expect(written.has(key)).toBe(told);
        }
      }),
    );
  });
});
