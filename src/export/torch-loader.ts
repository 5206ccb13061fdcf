/** How PyTorch reads the exported weights: shown beside the file, and in docs/weights.md, which a test holds to be the same. */
import type { RunParams } from '../shared/run-params.ts';

const MLP = `import torch, torch.nn.functional as F
from safetensors.torch import load_file

def logits(path, x, layers):                        # layers: ["dense1", "dense2", "dense3"]
    w, x = load_file(path), x.flatten(1)
    for i, name in enumerate(layers):
        x = x @ w[name + "/kernel"] + w.get(name + "/bias", 0)
        if name + "/scale" in w:
            p = {k: w[f"{name}/{k}"] for k in ("runningMean", "runningVariance", "scale", "offset")}
            x = F.batch_norm(x, p["runningMean"], p["runningVariance"], p["scale"], p["offset"], eps=1e-3)
        x = F.relu(x) if i < len(layers) - 1 else x
    return x
`;

const CONVOLUTION = `def convolution(w, name, x, stride):                # then batch_norm or bias, and relu, as above
    pad = (1, 1, 1, 1) if stride == 1 or x.shape[-1] % 2 else (0, 1, 0, 1)
    return F.conv2d(F.pad(x, pad), w[name + "/kernel"].permute(3, 2, 0, 1), stride=stride)
# after the last one: x.mean((2, 3)), then the layer "dense" as above
`;

/** The loader's parts in Python, for an MLP the first alone. */
export const TORCH_LOADER = [MLP, CONVOLUTION] as const;

/** What loads the weights of a model of this kind; of a network with branches, the parts it is to be put together from. */
export function torchLoader(model: RunParams['model']): string {
  return model === 'mlp' ? MLP : TORCH_LOADER.join('\n');
}
