import { variantsOf } from '../../shared/run-file.ts';
import type { ExportFormat } from '../format.ts';

export const weights: ExportFormat = {
  key: 'weights',
  label: 'Weights',
  description: 'the present weights (safetensors), with [lines that load them into PyTorch](weights.md)',
  extension: () => '.safetensors',
  make: async ({ file, weights: read }) => {
    const [{ safetensors }, { replayQuery }] = await Promise.all([import('../safetensors.ts'), import('../replay.ts')]);
    const bytes = safetensors(await read(), { format: 'pt', address: `?${replayQuery(file)}` });
    return new Blob([bytes], { type: 'application/octet-stream' });
  },
  reader: async (file) => {
    const { torchLoader } = await import('../torch-loader.ts');
    return { heading: 'How PyTorch reads them', text: torchLoader(variantsOf(file)[0]?.params.model ?? 'mlp') };
  },
};
