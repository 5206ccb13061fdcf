/** The training loss along straight lines in weight space (Li et al. 2018, arXiv 1712.09913). */
import { randomStream, type RandomStream } from '../../src/shared/util/random.ts';
import type { AnswerOf } from '../../src/shared/inspections/index.ts';
import type { LandscapeLine } from '../../src/shared/inspections/landscape.ts';
import type { Parameter } from '../models/parameter.ts';
import type { Run } from '../training/run.ts';
import type { Inspector } from './define.ts';
import { joined, LossSurface, weightsOf } from './loss-surface.ts';

/** Places per unit of t. */
const FINE = 10;

interface Line {
  /** The weights at t = 0. */
  readonly from: Float32Array;
  /** The weights at t = 1. */
  readonly to: Float32Array;
  /** The variants whose observed labels the loss uses. */
  readonly variants: readonly number[];
}

interface Weights {
  readonly initial: Float32Array;
  /** The present weights of each variant. */
  readonly now: readonly Float32Array[];
}

interface LineKind {
  /** Least and largest t. */
  readonly range: readonly [number, number];
  readonly lines: (weights: Weights, run: Run, parameters: readonly Parameter[]) => readonly Line[];
}

const KINDS: Readonly<Record<LandscapeLine, LineKind>> = {
  start: {
    range: [-0.5, 1.5],
    lines: ({ initial, now }) => now.map((to, variant) => ({ from: initial, to, variants: [variant] })),
  },
  variants: {
    range: [-0.5, 1.5],
    lines({ now: [from, to] }) {
      if (!from || !to) throw new Error('the run has one variant');
      return [{ from, to, variants: [0, 1] }];
    },
  },
  random: {
    range: [-1, 1],
    lines: ({ now }, { params }, parameters) =>
      now.map((from, variant) => {
        const direction = filterNormalized(parameters, from, randomStream(params.seed, 'directions'));
        return { from, to: from.map((value, i) => value + (direction[i] ?? 0)), variants: [variant] };
      }),
  },
};

export const landscape: Inspector<'landscape'> = async (run, { along }) => {
  const { step, variants: networks } = run;
  const { range, lines } = KINDS[along];
  // Read before the first await, so that labels and weights are of one step.
  const labels = networks.map(({ observed }) => observed);
  const surface = new LossSurface(run);
  try {
    const [initial, ...now] = await Promise.all([
      surface.weights(),
      ...networks.map(({ network }) => weightsOf(network)),
    ]);
    const places = placesOf(range);
    const curves: AnswerOf<'landscape'>['curves'] = [];
    for (const { from, to, variants } of lines({ initial, now }, run, surface.parameters)) {
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

function placesOf([least, most]: LineKind['range']): Float32Array {
  return Float32Array.from({ length: Math.round((most - least) * FINE) + 1 }, (_, k) => least + k / FINE);
}

/** w_a + t (w_b − w_a), exactly w_a at 0 and w_b at 1. */
function between(from: Float32Array, to: Float32Array, t: number): Float32Array {
  return from.map((value, i) => (1 - t) * value + t * (to[i] ?? NaN));
}

/**
 * A random direction. Each filter (the part of a kernel that computes one output) has the length of the same filter of the
 * weights; biases and BatchNorm's scales and offsets are 0.
 * @param weights the values of all parameters, concatenated
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
