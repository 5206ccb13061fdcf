/**
 * Histograms of kernels and of the loss's gradient with respect to them, on a copy of the network. A row is measured when
 * the page asks, once per step; the rows of a run are kept as long as the run.
 */
import {
  DISTRIBUTION_BINS,
  DISTRIBUTION_QUANTILES,
  type Distribution,
  type DistributionRow,
} from '../../src/shared/inspections/distributions.ts';
import { histogram } from '../../src/shared/observables/histogram.ts';
import { breathe } from '../data/progress.ts';
import type { Run } from '../training/run.ts';
import type { Variant } from '../training/variant.ts';
import type { Inspector } from './define.ts';
import { LossSurface, weightsOf } from './loss-surface.ts';

/** Rows of a variant; at this number every second one is dropped. */
const MOST_ROWS = 64;

const kept = new WeakMap<Variant, readonly DistributionRow[]>();

export const distributions: Inspector<'distributions'> = async (run) => {
  const { step, variants } = run;
  const surface = new LossSurface(run);
  try {
    // Read before the first await, so that labels and weights are of one step.
    const now = variants.map(({ network, observed }) => ({ weights: weightsOf(network), observed }));
    const first = variants.map((variant) => variant.labelsAt(0));
    const initial = await surface.weights();
    for (const [i, variant] of variants.entries()) {
      const weights = await now[i]?.weights;
      if (!weights) continue;
      const rows = kept.get(variant) ?? [];
      const places = new Map([
        [step, { point: weights, labels: now[i]?.observed }],
        [0, { point: initial, labels: first[i] }],
      ]);
      const made = [];
      for (const [at, { point, labels }] of places) {
        if (!labels || rows.some((row) => row.step === at)) continue;
        made.push(await measure(surface, run, { at, point, labels }));
      }
      kept.set(variant, thinned([...rows, ...made].sort((a, b) => a.step - b.step)));
    }
    return { examples: surface.examples, variants: variants.map((variant) => [...(kept.get(variant) ?? [])]) };
  } finally {
    surface.dispose();
  }
};

const thinned = (rows: readonly DistributionRow[]): readonly DistributionRow[] =>
  rows.length < MOST_ROWS ? rows : rows.filter((_, i) => i % 2 === 0 || i === rows.length - 1);

interface Place {
  readonly at: number;
  readonly point: Float32Array;
  readonly labels: Uint8Array;
}

async function measure(surface: LossSurface, run: Run, { at, point, labels }: Place): Promise<DistributionRow> {
  const gradient = await surface.gradient(point, labels);
  const network = run.variants[0]?.network;
  const layers = [];
  let from = 0;
  for (const parameter of network?.parameters ?? []) {
    const block = network?.blocks.find(({ kernel }) => kernel === parameter);
    const to = from + parameter.size;
    if (block) {
      layers.push({
        layer: block.name,
        weights: distribution(point.subarray(from, to)),
        gradients: distribution(gradient.subarray(from, to)),
      });
      await breathe();
    }
    from = to;
  }
  return { step: at, layers };
}

/** Values that are not finite are left out. */
export function distribution(values: Float32Array): Distribution {
  const sorted = values.filter(Number.isFinite).sort();
  const quantiles = Float32Array.from(DISTRIBUTION_QUANTILES, (fraction) => {
    const place = fraction * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? NaN;
    return below + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? NaN) - below);
  });
  const [min, max] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  return { counts: Uint32Array.from(histogram(sorted, { min, max }, DISTRIBUTION_BINS)), quantiles };
}
