/** The training loss along straight lines in weight space (Li et al. 2018, arXiv 1712.09913). */
import { randomStream, type RandomStream } from '../../src/shared/util/random.ts';
import type { AnswerOf } from '../../src/shared/inspections/index.ts';
import type { LandscapeLine } from '../../src/shared/inspections/landscape.ts';
import type { Parameter } from '../models/parameter.ts';
import type { Run } from '../training/run.ts';
import type { Inspector } from './define.ts';
import { joined, LossSurface, weightsOf } from './loss-surface.ts';

/** Places between whole numbers. */
const FINE = 10;
const RANGES: Readonly<Record<LandscapeLine, readonly [number, number]>> = {
  start: [-0.5, 1.5],
  variants: [-0.5, 1.5],
  random: [-1, 1],
};

interface Line {
  readonly from: Float32Array;
  readonly to: Float32Array;
  /** The variants on whose labels the loss is taken. */
  readonly variants: readonly number[];
}

export const landscape: Inspector<'landscape'> = async (run, { along }) => {
  const { step, arms } = run;
  if (along === 'variants' && arms.length < 2) throw new Error('the run has one variant');
  // Before the first await: the labels and weights of this moment.
  const labels = arms.map(({ given }) => given);
  const surface = new LossSurface(run);
  try {
    const [start, ...now] = await Promise.all([surface.weights(), ...arms.map(({ network }) => weightsOf(network))]);
    const places = placesOf(along);
    const curves: AnswerOf<'landscape'>['curves'] = [];
    for (const { from, to, variants } of linesOf(along, run, surface.parameters, start, now)) {
      const losses = variants.map(() => new Float32Array(places.length));
      for (const [k, t] of places.entries()) {
        const sets = variants.flatMap((variant) => labels[variant] ?? []);
        const found = await surface.losses(between(from, to, t), sets);
        found.forEach((loss, i) => losses[i]?.set([loss], k));
      }
      const distance = Math.sqrt(from.reduce((sum, value, i) => sum + ((to[i] ?? NaN) - value) ** 2, 0));
      variants.forEach((variant, i) => curves.push({ variant, losses: losses[i] ?? new Float32Array(), distance }));
    }
    return { along, step, examples: surface.examples, places, curves };
  } finally {
    surface.dispose();
  }
};

function placesOf(along: LandscapeLine): Float32Array {
  const [least, most] = RANGES[along];
  return Float32Array.from({ length: Math.round((most - least) * FINE) + 1 }, (_, k) => least + k / FINE);
}

function linesOf(
  along: LandscapeLine,
  { params }: Run,
  parameters: readonly Parameter[],
  start: Float32Array,
  now: readonly Float32Array[],
): Line[] {
  const [first = start, second = start] = now;
  switch (along) {
    case 'start':
      return now.map((to, variant) => ({ from: start, to, variants: [variant] }));
    case 'variants':
      return [{ from: first, to: second, variants: [0, 1] }];
    case 'random':
      return now.map((from, variant) => {
        const direction = filterNormalized(parameters, from, randomStream(params.seed, 'directions'));
        return { from, to: from.map((value, i) => value + (direction[i] ?? 0)), variants: [variant] };
      });
  }
}

/** w_a + t (w_b − w_a), exactly w_a at 0 and w_b at 1. */
function between(from: Float32Array, to: Float32Array, t: number): Float32Array {
  return from.map((value, i) => (1 - t) * value + t * (to[i] ?? NaN));
}

/**
 * A random direction in which each filter (what a kernel gives to one output) is as long as that filter of the weights; 0
 * for biases and for BatchNorm's scales and offsets.
 * @param weights all parameters one after the other
 */
export function filterNormalized(
  parameters: readonly Pick<Parameter, 'kind' | 'shape' | 'size'>[],
  weights: Float32Array,
  random: RandomStream,
): Float32Array {
  let from = 0;
  return joined(
    parameters.map(({ kind, shape, size }) => {
      const own = weights.subarray(from, from + size);
      from += size;
      if (kind !== 'kernel') return new Float32Array(size);
      const drawn = Float32Array.from(own, () => random.normal());
      const outputs = shape.at(-1) ?? 1;
      const lengths = (values: Float32Array): Float64Array => {
        const squares = new Float64Array(outputs);
        values.forEach((value, i) => {
          squares[i % outputs] = (squares[i % outputs] ?? 0) + value ** 2;
        });
        return squares.map(Math.sqrt);
      };
      const [wanted, has] = [lengths(own), lengths(drawn)];
      const scale = wanted.map((length, i) => length / (has[i] ?? NaN));
      return drawn.map((value, i) => value * (scale[i % outputs] ?? NaN));
    }),
  );
}
