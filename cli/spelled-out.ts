/** `--spec`: the network of an address, spelled out. */
import { classCount, dataSetOf } from '../src/shared/data-sets/find.ts';
import { networkSpecOf, placeRun } from '../src/shared/networks/of-run.ts';
import { formatLayers } from '../src/shared/network/text.ts';
import { resolveParams, type RunParams } from '../src/shared/run/run-params.ts';

/**
 * The network in the form that `model` takes in an address, and its parameter counts as a sentence. Throws if it is
 * impossible.
 */
export function spelledOut(params: RunParams): { readonly text: string; readonly counts: string } {
  const resolved = resolveParams(params);
  const { channels } = dataSetOf(params.data);
  const placed = placeRun(resolved, { channels, classes: classCount(params.data) });
  if (!placed.ok) throw new Error(`The network ${placed.reason}.`);
  const { parameters, trainable, input } = placed.value;
  const scales = trainable - parameters;
  const more = scales === 0 ? '' : `, and ${scales.toLocaleString('en')} scales of batch normalization`;
  return {
    text: formatLayers(networkSpecOf(resolved).layers),
    counts: `On ${input.join('×')} images: ${parameters.toLocaleString('en')} parameters${more}.`,
  };
}
