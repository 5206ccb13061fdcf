import { toJsonSchema } from '@valibot/to-json-schema';
import fc from 'fast-check';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { fileParams, addressOfRunFile } from './run-file-params.ts';
import { parseRunFile, readRunFile } from './run-file-parse.ts';
import { RunFileSchema, RunSchema, type RunRecord } from './run-file.ts';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from './run-params.ts';
import { formatAddress, parseAddress } from './run-url.ts';
import { emptyRecord } from '../testing/run-record.ts';

const SCHEMA = 'docs/run-file.schema.json';

function record(params: RunParams = DEFAULT_PARAMS): RunRecord {
  return {
    ...emptyRecord(),
    params: fileParams(resolveParams(params)),
    events: [{ step: 7, key: 'lr', value: 0.01 }],
    layers: [{ name: 'dense1', shape: [784, 10], parameters: 7840 }],
    steps: { step: [1, 2], loss: [2.3, null], accuracy: [0.1, 0.2] },
    layerSteps: {
      dense1: { step: [1], gradientNorm: [1], weightNorm: [2], updateRatio: [0.1], successiveCosine: [null] },
    },
    probes: { dense1: { step: [0], m: [128], coherence: [7.5], exact: true, signal: [0.1], noise: [1] } },
    windows: [
      {
        start: 0,
        stop: 400,
        segments: 6,
        layer: 'dense1',
        tpm: 0.5,
        weightNormStart: 1,
        weightNormStop: 2,
        decayAlignment: null,
      },
    ],
  };
}

describe('JSON Schema', () => {
  it(`is what ${SCHEMA} holds (vitest -u updates it)`, async () => {
    const schema = {
      $id: 'run-file.schema.json',
      title: 'Shuffle Lab run file (*.run.json), version 1',
      ...toJsonSchema(RunFileSchema, {
        target: 'draft-2020-12',
        ignoreActions: ['finite'],
        definitions: { Run: RunSchema },
      }),
    };
    const config = await resolveConfig(SCHEMA);
    const text = await format(JSON.stringify(schema), { ...config, parser: 'json' });
    await expect(text).toMatchFileSnapshot(`../../../${SCHEMA}`);
  });
});

describe('parseRunFile', () => {
  const read = (value: unknown): string => {
    const parsed = parseRunFile(JSON.stringify(value));
    return parsed.ok ? 'ok' : parsed.message;
  };

  it('reads a run and drops fields of later releases', () => {
    expect(parseRunFile(JSON.stringify({ ...record(), later: 1 }))).toEqual({ ok: true, file: record() });
  });

  it('rejects a newer version and names it', () => {
    expect(read({ ...record(), version: 2 })).toMatch(/version 2 .* version 1.*newer release/);
  });

  it.each([
    ['<html>', /not JSON.*<html>/],
    ['[]', /not a run of this lab/],
    ['{"format":"other"}', /not a run of this lab/],
    ['null', /not a run of this lab/],
    [JSON.stringify(record()).replace('2.3', '1e999'), /steps\.loss\.0.*Infinity/],
  ])('names the fault in %s', (text, message) => {
    const parsed = parseRunFile(text);
    expect(parsed.ok ? 'ok' : parsed.message).toMatch(message);
  });

  it.each<[string, (run: RunRecord) => unknown, RegExp]>([
    ['a missing group', (run) => ({ ...run, steps: undefined }), /“steps” is missing/],
    ['a wrong type', (run) => ({ ...run, steps: { ...run.steps, loss: [2.3, 'x'] } }), /steps\.loss\.1.*x.*number/],
    ['a column of another length', (run) => ({ ...run, steps: { ...run.steps, loss: [1] } }), /steps\.loss has 1 rows/],
    ['steps that fall', (run) => ({ ...run, steps: { ...run.steps, step: [2, 1] } }), /the steps of steps fall/],
    ['a stranger among the layers', (run) => ({ ...run, layers: [] }), /layerSteps names “dense1”/],
    ['two layers of one name', (run) => ({ ...run, layers: [...run.layers, ...run.layers] }), /two layers/],
    ['a window of no layer', (run) => ({ ...run, windows: [{ ...run.windows[0], layer: 'x' }] }), /windows names “x”/],
    ['a range', (run) => ({ ...run, params: { ...run.params, n: 3 } }), /params\.n/],
    ['a width', (run) => ({ ...run, params: { ...run.params, width: '5-x' } }), /params\.width is not a list/],
    ['windows', (run) => ({ ...run, params: { ...run.params, windows: '9-2' } }), /ends before it starts/],
    ['a twin of one', (run) => ({ format: run.format, version: 1, arms: [run] }), /arms/],
    ['unlike variants', (run) => ({ format: run.format, version: 1, arms: [run, unlike(run)] }), /different layers/],
    [
      'unlike columns',
      (run) => ({ format: run.format, version: 1, arms: [run, { ...run, probes: {} }] }),
      /different columns/,
    ],
  ])('names the place of %s', (_, change, message) => {
    expect(read(change(record()))).toMatch(message);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('params', 'steps', 'layers', 'windows', 'arms'), (value, key) => {
        parseRunFile(JSON.stringify({ ...record(), [key]: value }));
      }),
    );
  });
});

function unlike(run: RunRecord): RunRecord {
  return { ...run, layers: [...run.layers, { name: 'dense2', shape: [10, 10], parameters: 100 }] };
}

describe('addressOfRunFile', () => {
  it.each([
    '',
    'n=2000&width=256&norm=batch&decay=0.0001&steps=3000',
    'size=14&model=cnn&batch=64&twin=1&windows=100-1600,1700-3200&stride=50',
    'data=cifar10&model=inception-small&events=36000:lr=0.01&pixels=gaussian&seed=7&labels=resample&shuffle=0.4',
  ])('gives back the address %s', (query) => {
    const { address } = parseAddress(query);
    const run = { ...record(address.params), events: address.events };
    expect(formatAddress(addressOfRunFile(run))).toBe(formatAddress(address));
    expect(formatAddress(addressOfRunFile({ format: run.format, version: 1, arms: [run, run] }))).toBe(
      formatAddress(address),
    );
  });
});

describe('reading a file', () => {
  const unread = { text: () => Promise.reject(new Error('nobody asked')) };

  it('works up to the size limit', async () => {
    expect(await readRunFile(new Blob([JSON.stringify(record())]))).toMatchObject({ ok: true });
  });

  it('rejects a file that is too large before it is read', async () => {
    const read = await readRunFile({ size: 400_000_001, ...unread });
    expect(read).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^The file is larger than the 400 MB/) as string,
    });
  });

  it('reports a file that cannot be read', async () => {
    const read = await readRunFile({ size: 10, ...unread });
    expect(read).toMatchObject({ ok: false, message: expect.stringMatching(/moved, changed or locked/) as string });
  });
});
