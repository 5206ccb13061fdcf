/** The observed label of each training example. The trainer uses it; the page shows it before a run starts. */
import { LABEL_NOISES } from '../settings/label-noise.ts';
import { randomStream } from '../util/random.ts';
import type { LabelMode, RunParams } from './run-params.ts';

/**
 * The observed labels when the fraction `fraction` (0 … 1) is shuffled. They depend only on the stream 'labels' of
 * `seed` and the fraction, not on earlier settings.
 *
 * `permute` permutes the labels of the first round(fraction·n) examples of a seeded order; class counts don't change.
 * `resample` replaces each label, with probability `fraction`, by a uniform one of `classes` (Zhang et al. 2017). If
 * `noise` isn't symmetric, it defines the replacement of a chosen label; the choice of labels is the same. In both
 * modes, an example touched at one fraction is touched at every larger one.
 */
export function observedLabels(
  trueLabels: Uint8Array,
  classes: number,
  mode: LabelMode,
  fraction: number,
  seed: number,
  noise: RunParams['noise'] = 'symmetric',
): Uint8Array {
  const replace = LABEL_NOISES.find(({ name }) => name === noise)?.replace;
  const stream = randomStream(seed, 'labels');
  const observed = trueLabels.slice();
  if (mode === 'resample') {
    for (let i = 0; i < observed.length; i++) {
      const chance = stream.uniform();
      const drawn = stream.integer(classes);
      if (chance < fraction) observed[i] = replace?.(trueLabels[i] ?? 0, classes) ?? drawn;
    }
    return observed;
  }
  const order = stream.permutation(observed.length);
  const chosen = order.subarray(0, Math.round(fraction * observed.length));
  const partners = stream.permutation(chosen.length);
  chosen.forEach((example, k) => {
    const permuted = trueLabels[chosen[partners[k] ?? 0] ?? 0] ?? 0;
    observed[example] = replace?.(trueLabels[example] ?? 0, classes) ?? permuted;
  });
  return observed;
}
