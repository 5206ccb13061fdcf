/** The PyTorch class of a file's run. */
import { dataSetOf } from '../shared/data-sets/find.ts';
import { placeRun } from '../shared/networks/of-run.ts';
import { paramsOfFile } from '../shared/run/run-file-params.ts';
import { variantsOf, type RunFile } from '../shared/run/run-file.ts';
import { resolveParams } from '../shared/run/run-params.ts';
import { torchModel } from './torch-model.ts';

/** The source of the class; undefined if the file's layers don't match its settings. */
export function torchOfRun(file: RunFile): string | undefined {
  const [run] = variantsOf(file);
  if (!run) return undefined;
  const params = resolveParams(paramsOfFile(run.params));
  const dataSet = dataSetOf(params.data);
  // The classifier is last.
  const classes = run.layers.at(-1)?.shape.at(-1) ?? 0;
  // The user's own images may be grey or coloured; the number of parameters tells which.
  for (const channels of new Set([dataSet.channels, 1, 3])) {
    const placed = placeRun(params, { channels, classes });
    if (!placed.ok || placed.value.trainable !== (run.network?.trainable ?? placed.value.trainable)) continue;
    const { standardize } = dataSet;
    const image = standardize === 'image' || (standardize === 'image where it has colours' && channels > 1);
    return torchModel(placed.value, image ? 'image' : 'range');
  }
  return undefined;
}
