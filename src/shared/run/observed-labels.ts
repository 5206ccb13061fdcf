/** Which label training sees for each example. The trainer trains on it; the page shows it before a run begins. */
import { LABEL_NOISES } from '../settings/label-noise.ts';
import { randomStream } from '../util/random.ts';
import type { LabelMode, RunParams } from './run-params.ts';

/**
 * The labels that training sees when the fraction `fraction` (0 … 1) of them is shuffled. Drawn from the stream 'labels'
 * of `seed` alone: the same fraction gives the same labels, whatever was in force before.
 *
 * `permute`: a permutation of the labels among the first round(fraction·n) examples of a seeded order; class counts stay.
 * `resample`: each label replaced, with probability `fraction`, by a uniform one of `classes` (Zhang et al. 2017).
 * `noise` other than symmetric says what becomes of a chosen label in place of that; which are chosen stays the same.
 * In both an example touched at one fraction is touched at every larger one.
 */
export function givenLabels(
  trueLabels: Uint8Array,
  classes: number,
  mode: LabelMode,
  fraction: number,
  seed: number,
  noise: RunParams['noise'] = 'symmetric',
): Uint8Array {
  const replace = LABEL_NOISES.find(({ name }) => name === noise)?.replace;
  const stream = randomStream(seed, 'labels');
  const given = trueLabels.slice();
  if (mode === 'resample') {
    for (let i = 0; i < given.length; i++) {
      const chance = stream.uniform();
      const drawn = stream.integer(classes);
      if (chance < fraction) given[i] = replace?.(trueLabels[i] ?? 0, classes) ?? drawn;
    }
    return given;
  }
  const order = stream.permutation(given.length);
  const chosen = order.subarray(0, Math.round(fraction * given.length));
  const partners = stream.permutation(chosen.length);
  chosen.forEach((example, k) => {
    const permuted = trueLabels[chosen[partners[k] ?? 0] ?? 0] ?? 0;
    given[example] = replace?.(trueLabels[example] ?? 0, classes) ?? permuted;
  });
  return given;
}
