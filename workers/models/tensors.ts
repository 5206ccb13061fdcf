/** The tensors of a network by name. */
import type { NamedTensor } from '../../src/shared/run/run-records.ts';
import { valuesOf } from '../ops/values.ts';
import type { Layer } from './layer.ts';

/** All that the network's evaluation needs, as it is at the call. */
export function tensorsOf({ parameters, normalizations }: Layer): Promise<readonly NamedTensor[]> {
  const named = parameters.map(({ name, value }) => ({ name, value }));
  for (const { name, runningMean, runningVariance } of normalizations) {
    named.push({ name: `${name}/runningMean`, value: runningMean });
    named.push({ name: `${name}/runningVariance`, value: runningVariance });
  }
  return Promise.all(
    named.map(async ({ name, value }) => ({ name, shape: value.shape, values: (await valuesOf(value)).slice() })),
  );
}
