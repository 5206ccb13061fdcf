/** The name and the replay address of a file's run. */
import { networkTitle } from '../shared/networks/of-run.ts';
import { addressOfRunFile } from '../shared/run/run-file-params.ts';
import { variantsOf, type RunFile } from '../shared/run/run-file.ts';
import { formatAddress } from '../shared/run/run-url.ts';

/** The query (without "?") of the address that replays the file's run. */
export function replayQuery(file: RunFile): string {
  return formatAddress(addressOfRunFile(file));
}

/** The name of files made from the run, without extension: `mnist-mlp-seed1`. */
export function fileBase(file: RunFile): string {
  const params = variantsOf(file)[0]?.params;
  if (!params) return 'run';
  const { data, model, seed, twin, shuffle } = params;
  const labels = twin ? '-twin' : shuffle > 0 ? `-shuffle${shuffle}` : '';
  return `${data}-${networkTitle(model).replaceAll(' ', '-')}${labels}-seed${seed}`;
}
