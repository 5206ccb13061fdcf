import type { ExportFormat } from '../format.ts';
import { msg } from '../../shared/util/texts.ts';

export const npz: ExportFormat = {
  key: 'npz',
  label: msg('NumPy archive'),
  description: msg(
    'what the run [is computed from](method.md#a-run-computed-again): images, labels, batches, rates and the weights at step 0 as arrays, with the run’s settings and measurements and a PyTorch class',
  ),
  extension: () => '.npz',
  make: async ({ file, inputs }) => {
    const [{ npzBlob }, { torchOfRun }, { runFileBlob }] = await Promise.all([
      import('../npz.ts'),
      import('../torch-of-run.ts'),
      import('../run-file.ts'),
    ]);
    const network = torchOfRun(file);
    return npzBlob(await inputs(), {
      'run.json': await (await runFileBlob(file)).text(),
      ...(network !== undefined && { 'network.py': network }),
    });
  },
  option: {
    name: 'npz',
    takes: 'FILE',
    help: msg('what the run is computed from, for NumPy: images, labels, batches …'),
  },
};
