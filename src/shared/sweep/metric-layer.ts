/** Checks a metric's layer against the networks of the sweep's runs. */
import { classCount, dataSetOf } from '../data-sets/find.ts';
import type { PlacedLayer } from '../network/layout.ts';
import { placeRun } from '../networks/of-run.ts';
import { resolveParams, type RunParams } from '../run/run-params.ts';
import { quote } from '../util/issues.ts';
import { nearestNames } from '../util/near-names.ts';
import { msg, str } from '../util/texts.ts';

/** A sentence if no run's network has a kernel of this name, else undefined. */
export function layerIssue(layer: string, runs: Iterable<RunParams>): string | undefined {
  const names = new Set<string>();
  const seen = new Set<string>();
  for (const run of runs) {
    const params = resolveParams(run);
    const { data, size, model, width, norm } = params;
    const network = JSON.stringify([data, size, model, width, norm]);
    if (seen.has(network)) continue;
    seen.add(network);
    const placed = placeRun(params, { channels: dataSetOf(data).channels, classes: classCount(data) });
    // The images are the user's own; only the trainer knows their size.
    if (!placed.ok) return undefined;
    const kernels = placed.value.layers.flatMap(kernelNames);
    if (kernels.includes(layer)) return undefined;
    for (const name of kernels) names.add(name);
  }
  const near = nearestNames(layer, [...names]);
  const shown = near.length > 0 ? near : [...names].slice(0, 4);
  const listed = [...shown, ...(shown.length < names.size ? ['…'] : [])].join(', ');
  return msg(
    str`In the sweep file “metric.layer” is ${quote(layer)}, which no network of its runs has. Layers there: ${listed}.`,
  );
}

/** Names of the convolution and dense kernels, with those of branches and of the projections of residuals. */
function kernelNames({ name, spec, branches }: PlacedLayer): string[] {
  const own = name !== '' && spec.kind !== 'bn' ? [name] : [];
  return [...own, ...branches.flat().flatMap(kernelNames)];
}
