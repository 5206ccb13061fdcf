import { describe, expect, it } from 'vitest';
import type { ProbedExamples } from '../run/example-records.ts';
import type { Command, TrainerEvent } from './protocol.ts';
import { ProtocolError, readCommand, readTrainerEvent } from './protocol-check.ts';
import { randomStream } from '../util/random.ts';
import { DEFAULT_PARAMS, resolveParams } from '../run/run-params.ts';
import { casesOf, FuzzFigures } from '../testing/fuzz.ts';
import { mutate } from '../testing/mutate.ts';

const run = 'r1';
const params = resolveParams({ ...DEFAULT_PARAMS, windows: [{ start: 0, stop: 6 }], stride: null });

const commands: readonly Command[] = [
  { type: 'start', run, params, events: [{ step: 3, key: 'shuffle', value: 0.5 }], once: false },
  { type: 'start', run, params, events: [], once: true, resume: { until: 5, atMost: 3, paused: true } },
  { type: 'pause' },
  { type: 'resume' },
  { type: 'step' },
  { type: 'change', key: 'lr', value: 0.1 },
  { type: 'save' },
  { type: 'kept', step: 12 },
  { type: 'weights' },
  { type: 'inspect', ask: 1, of: 'images', question: { of: 'test', indices: [3] } },
  { type: 'reset' },
];

const row = {
  start: 0,
  stop: 6,
  segments: 6,
  layer: 'dense1',
  tpm: 0.5,
  kernelTpm: [0.5, null],
  segmentCosine: NaN,
  decayAlignment: null,
  decayShare: null,
  weightNormStart: 1,
  weightNormStop: 2,
};

const ranked = (count: number): ProbedExamples => ({
  indices: new Uint32Array(count),
  pixels: new Uint8Array(4 * count),
  trueLabels: new Uint8Array(count),
  observed: new Uint8Array(count),
  predicted: new Uint8Array(count),
  alignments: new Float64Array(count),
});

const events: readonly TrainerEvent[] = [
  { type: 'state', run, state: 'training', step: 3, until: 10 },
  { type: 'loading', run, what: 'MNIST', fraction: null },
  {
    type: 'ready',
    run,
    environment: { backend: 'wasm', adapter: 'SIMD', software: false, reasons: ['It is there.'] },
    network: { layers: [{ name: 'dense1', shape: [784, 10], parameters: 7840 }], parameters: 7850, trainable: 7850 },
    data: { classNames: ['0'], trainExamples: 10, testExamples: 10, corruption: [0, 0.9], labelEntropy: [2.3, 2.3] },
  },
  {
    type: 'rows',
    run,
    variant: 0,
    step: 2,
    chunks: [
      { family: 'steps', layer: null, rows: 1, values: Float64Array.of(0, 2.3, NaN, 0) },
      { family: 'paths', layer: 'dense1', rows: 2, values: Float64Array.of(0, 1, 0.5, NaN) },
    ],
  },
  { type: 'windows', run, variant: 1, rows: [row] },
  { type: 'changed', run, step: 3, key: 'decay', value: 0.1 },
  { type: 'labels', run, step: 3, corruption: [0.1], labelEntropy: [2.3] },
  { type: 'evaluating', run, fraction: 0.5 },
  {
    type: 'ranking',
    run,
    variant: 0,
    step: 25,
    compared: 128,
    layers: ['dense1'],
    most: ranked(3),
    least: ranked(0),
  },
  { type: 'failed', run, failure: { kind: 'device-lost', message: 'Gone.', step: 3, layer: null } },
  { type: 'restored', run, step: 3, snapshotAt: -1, evaluatedAt: 3 },
  { type: 'saving', run, step: 3 },
  { type: 'saved', run, step: 3 },
  { type: 'notice', run, message: 'Full.' },
  { type: 'memory', run, tensors: 3, bytes: 12 },
  { type: 'weights', run, variants: null },
  { type: 'alive' },
  { type: 'locked' },
  { type: 'data-stored', summary: 'All.' },
  { type: 'data-refused', message: 'No.' },
];

describe('protocol validation', () => {
  it.each(commands.map((command) => [command.type, command] as const))('accepts the command %s', (_, command) => {
    expect(readCommand(structuredClone(command))).toEqual(command);
  });

  it.each(events.map((event) => [event.type, event] as const))('accepts the event %s', (_, event) => {
    expect(readTrainerEvent(structuredClone(event))).toEqual(event);
  });

  it.each([
    ['columns cut short', { family: 'paths', layer: 'a', rows: 2, values: new Float64Array(3) }],
    ['no layer', { family: 'paths', layer: null, rows: 1, values: new Float64Array(2) }],
    ['an unexpected layer', { family: 'steps', layer: 'a', rows: 1, values: new Float64Array(4) }],
    ['single precision', { family: 'steps', layer: null, rows: 1, values: new Float32Array(4) }],
  ])('refuses a table with %s', (_, chunk) => {
    expect(() => readTrainerEvent({ type: 'rows', run, variant: 0, step: 0, chunks: [chunk] })).toThrow(ProtocolError);
  });

  it('rejects settings that no address can have', () => {
    for (const odd of [{ n: 1e9 }, { lr: -1 }, { width: [0] }, { batch: 1.5 }, { model: 'rnn' }, { stride: 0 }]) {
      const start = { type: 'start', run, params: { ...params, ...odd }, events: [], once: false };
      expect(() => readCommand(start), JSON.stringify(odd)).toThrow(ProtocolError);
    }
  });

  const CASES = casesOf(1000);
  it(`accepts or rejects ${CASES} mutated messages, naming the fault`, async () => {
    const random = randomStream(11, 'probe');
    const figures = new FuzzFigures('messages');
    for (let trial = 0; trial < CASES; trial++) {
      const ofTrainer = trial % 2 === 0;
      const sound: unknown = ofTrainer
        ? events[random.integer(events.length)]
        : commands[random.integer(commands.length)];
      const damaged = mutate(sound, random);
      try {
        await figures.time(() => (ofTrainer ? readTrainerEvent(damaged) : readCommand(damaged)));
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
        figures.refuse();
      }
    }
    figures.finish(100);
  });
});
