/**
 * Random networks: each trains alike on cpu and wasm, and is the same after a round trip through its address, run file
 * and checkpoint. FUZZ=3 takes 300 valid and 300 invalid ones.
 */
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { placeNetwork } from '../../src/shared/network/layout.ts';
import { formatLayers, parseLayers } from '../../src/shared/network/text.ts';
import { randomStream } from '../../src/shared/util/random.ts';
import { addressOfRunFile, fileParams } from '../../src/shared/run/run-file-params.ts';
import { parseRunFile } from '../../src/shared/run/run-file-parse.ts';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../../src/shared/run/run-params.ts';
import { formatAddress, parseAddress } from '../../src/shared/run/run-url.ts';
import { TABLE_COLUMNS, type TableChunk } from '../../src/shared/run/tables.ts';
import { casesOf } from '../../src/shared/testing/fuzz.ts';
import { randomInvalidSpec, randomSpec } from '../../src/shared/testing/random-spec.ts';
import { emptyRecord } from '../../src/shared/testing/run-record.ts';
import { startWasm } from '../backends/wasm-start.ts';
import { loadData, type RunData } from '../data/origins/load.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-format.ts';
import { withoutPause } from './parts.ts';
import { ReadbackQueue } from '../backends/common/readback-queue.ts';
import { Run, type RunCheckpoint } from './run.ts';

const INPUT = [14, 14, 1] as const;
const BASE: RunParams = { ...DEFAULT_PARAMS, data: 'synthetic', n: 24, size: 14, batch: 6, steps: 3, lr: 0.01 };
const CASES = casesOf(100);
const cases = Array.from({ length: CASES }, (_, i) => i + 1);

let data: RunData;
beforeAll(async () => {
  await setBackend('cpu');
  data = await loadData(resolveParams(BASE), () => undefined);
});

interface Trained {
  readonly chunks: readonly TableChunk[];
  /** Saved after two of the three steps. */
  readonly saved: RunCheckpoint;
}

/** Trains three steps on the backend in use, the last from `saved` if that is set. */
async function trained(params: RunParams, saved?: RunCheckpoint): Promise<Trained> {
  const queue = new ReadbackQueue();
  const run = new Run([{ params: resolveParams(params), events: [], opposite: false }], data, queue);
  try {
    if (saved) run.restore(saved);
    while (run.step < 2) withoutPause(run.train(0));
    await queue.flush();
    const checkpoint = structuredClone(await run.save());
    const before = saved ? [] : run.variants.flatMap((variant) => variant.tables.take());
    withoutPause(run.train(0));
    await queue.flush();
    expect(run.notFinite).toBeNull();
    return { chunks: [...before, ...run.variants.flatMap((variant) => variant.tables.take())], saved: checkpoint };
  } finally {
    run.dispose();
  }
}

interface Measured {
  /** The table, its layer, and the quantity. */
  readonly name: string;
  readonly step: number;
  readonly value: number;
}

/** Losses, gradient norms and weight norms. */
function measured(chunks: readonly TableChunk[]): Measured[] {
  return chunks.flatMap(({ family, layer, rows, values }) =>
    ['loss', 'gradientNorm', 'weightNorm'].flatMap((quantity) => {
      const column = (TABLE_COLUMNS[family] as readonly string[]).indexOf(quantity);
      if (column < 0) return [];
      const name = `${family} ${layer ?? ''} ${quantity}`;
      return Array.from({ length: rows }, (_, row) => {
        return { name, step: values[row] ?? NaN, value: values[column * rows + row] ?? NaN };
      });
    }),
  );
}

const isGradientNorm = ({ name }: Measured): boolean => name.startsWith('layerSteps') && name.endsWith('gradientNorm');

/**
 * The largest differences of `found`: relative to each number itself, and relative to the quantity that rounding acts
 * on. For a gradient norm that is the norm of the step's whole gradient. Where a layer's gradient nearly cancels, as
 * before a BatchNorm over six examples, float32 keeps few of its digits. Over 300 networks, cpu and wasm both differ
 * from the same run in float64 by up to 4e-4 of the number itself and 1.5e-5 of the whole gradient. Changing the
 * initial weights by one unit in the last place changes these numbers as much.
 */
function differences(found: readonly Measured[], expected: readonly Measured[]): { own: number; whole: number } {
  const squares = new Map<number, number>();
  for (const entry of expected.filter(isGradientNorm)) {
    squares.set(entry.step, (squares.get(entry.step) ?? 0) + entry.value ** 2);
  }
  const largest = { own: 0, whole: 0 };
  for (const [i, entry] of expected.entries()) {
    const apart = Math.abs((found[i]?.value ?? NaN) - entry.value);
    const size = Math.max(Math.abs(entry.value), 1e-3);
    const scale = isGradientNorm(entry) ? Math.sqrt(squares.get(entry.step) ?? NaN) : size;
    largest.own = Math.max(largest.own, apart / size);
    largest.whole = Math.max(largest.whole, apart / scale);
  }
  return largest;
}

describe('random networks', () => {
  it.each(cases)(
    '%i trains alike on cpu and wasm, and comes back from address, run file and checkpoint',
    async (seed) => {
      const layers = randomSpec(randomStream(seed, 'synthetic'), INPUT);
      const model = formatLayers(layers);
      const params = { ...BASE, model, seed };
      const read = parseLayers(model);
      expect(read.ok && read.value, model).toEqual(layers);
      const { address, issues } = parseAddress(formatAddress({ preset: null, params, events: [], start: false }));
      expect(issues, model).toEqual([]);
      expect(address.params, model).toEqual(params);
      const file = parseRunFile(JSON.stringify({ ...emptyRecord(), params: fileParams(resolveParams(params)) }));
      expect(file.ok && addressOfRunFile(file.file).params, model).toEqual(params);

      await setBackend('cpu');
      const onCpu = measured((await trained(params)).chunks);
      await startWasm();
      const { chunks, saved } = await trained(params);
      const onWasm = measured(chunks);
      expect(onWasm.map(({ name, step }) => ({ name, step }))).toEqual(onCpu.map(({ name, step }) => ({ name, step })));
      const { own, whole } = differences(onWasm, onCpu);
      expect(own, model).toBeLessThan(5e-3);
      expect(whole, model).toBeLessThan(1e-4);

      const resumed = await trained(params, decodeCheckpoint(encodeCheckpoint(saved)));
      const thirdOnly = (all: readonly TableChunk[]): Measured[] => measured(all.filter(({ rows }) => rows === 1));
      expect(thirdOnly(resumed.chunks).length, model).toBeGreaterThan(0);
      expect(thirdOnly(resumed.chunks), model).toEqual(thirdOnly(chunks));
    },
  );

  it('have every kind of layer', () => {
    const seeds = Array.from({ length: 100 }, (_, i) => i + 1);
    const texts = seeds.map((seed) => formatLayers(randomSpec(randomStream(seed, 'synthetic'), INPUT))).join('-');
    const kinds = [
      'conv',
      'dense',
      'pool',
      'avgpool\\d',
      'avgpool(?!\\d)',
      'lrn',
      'bn',
      'relu',
      'gelu',
      'tanh',
      'dropout',
    ];
    for (const kind of [...kinds, 'flatten', 'cat', 'res\\(', 'respad', 's2']) expect(texts).toMatch(new RegExp(kind));
  });

  it('that are impossible are refused, naming the layer and both shapes', () => {
    for (const seed of cases) {
      const { layers, number } = randomInvalidSpec(randomStream(seed, 'synthetic'), INPUT);
      const placed = placeNetwork({ layers }, INPUT, 10);
      const model = formatLayers(layers);
      const shape = '\\d+(×\\d+×\\d+)?';
      expect(placed.ok ? 'no fault' : placed.reason, model).toMatch(
        new RegExp(
          `^is impossible: layer ${number}, .*(needs an image, height×width×channels, but gets a vector of \\d+|cannot add its input, ${shape}, to ${shape}|joins ${shape} of branch 1 and ${shape} of branch \\d+)$`,
        ),
      );
      expect(parseAddress(`size=14&model=${model}`).issues[0]?.what, model).toContain(`layer ${number}, `);
    }
  });
});
