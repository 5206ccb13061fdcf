import type { ExportFormat } from '../format.ts';
import { msg } from '../../shared/util/texts.ts';

export const weights: ExportFormat = {
  key: 'weights',
  label: msg('Weights'),
  description: msg(
    'the present weights (safetensors), and [a PyTorch class](weights.md) of the network that loads them; the file holds the class too',
  ),
  extension: () => '.safetensors',
  make: async ({ file, weights: read }) => {
    const [{ safetensors }, { replayQuery }, { torchOfRun }] = await Promise.all([
      import('../safetensors.ts'),
      import('../replay.ts'),
      import('../torch-of-run.ts'),
    ]);
    const pytorch = torchOfRun(file);
    const about = { format: 'pt', address: `?${replayQuery(file)}`, ...(pytorch !== undefined && { pytorch }) };
    return new Blob([safetensors(await read(), about)], { type: 'application/octet-stream' });
  },
  reader: async (file) => {
    const text = (await import('../torch-of-run.ts')).torchOfRun(file);
    return text === undefined ? undefined : { heading: msg('How PyTorch reads them'), text };
  },
};
