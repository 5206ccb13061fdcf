/** A network as a PyTorch class that reads the exported weights: Python source that only needs PyTorch. */
import { BATCH_NORM_EPSILON, BATCH_NORM_RUNNING, LOCAL_RESPONSE } from '../shared/network/constants.ts';
import type { PlacedLayer, PlacedNetwork } from '../shared/network/layout.ts';
import { sizeOfShape, type Shape } from '../shared/network/spec.ts';

/** How bytes become inputs: divided by 255, or each image scaled to zero mean and unit variance. */
type Standardization = 'range' | 'image';

const HEAD = `import json

import torch
import torch.nn.functional as F
from torch import nn


def read_safetensors(path, prefix=""):
    """The file's tensors whose names begin with prefix, by the rest of their names."""
    with open(path, "rb") as file:
        data = bytearray(file.read())
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start].decode())
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        if name.startswith(prefix):
            begin, end = entry["data_offsets"]
            values = torch.frombuffer(data, dtype=torch.float32, count=(end - begin) // 4, offset=start + begin)
            tensors[name[len(prefix):]] = values.reshape(entry["shape"]).clone()
    return tensors
`;

const PAD_SAME = `def pad_same(x, size, stride, value=0.0):
    """TensorFlow's "same" padding: where it is odd, the end has one more."""
    padding = []
    for edge in (x.shape[3], x.shape[2]):
        total = max((-(-edge // stride) - 1) * stride + size - edge, 0)
        padding += [total // 2, total - total // 2]
    return F.pad(x, padding, value=value)
`;

const CLASSES = {
  Conv: `class Conv(nn.Conv2d):
    def __init__(self, name, inputs, outputs, size, stride=1, bias=True):
        super().__init__(inputs, outputs, size, stride, bias=bias)
        self.name = name

    def forward(self, x):
        return super().forward(pad_same(x, self.kernel_size[0], self.stride[0]))

    def take(self, tensors):
        self.weight.data = tensors.pop(self.name + "/kernel").permute(3, 2, 0, 1).contiguous()
        if self.bias is not None:
            self.bias.data = tensors.pop(self.name + "/bias")
`,
  Dense: `class Dense(nn.Linear):
    """Reads an image row by row, the channels of a pixel together."""

    def __init__(self, name, inputs, outputs, bias=True):
        super().__init__(inputs, outputs, bias=bias)
        self.name = name

    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1).flatten(1) if x.dim() == 4 else x)

    def take(self, tensors):
        self.weight.data = tensors.pop(self.name + "/kernel").t().contiguous()
        if self.bias is not None:
            self.bias.data = tensors.pop(self.name + "/bias")
`,
  Norm: `class Norm(nn.Module):
    """Batch normalization. Unlike nn.BatchNorm2d, the lab averages the biased variance (divided by the count)."""

    def __init__(self, name, channels):
        super().__init__()
        self.name = name
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))
        self.register_buffer("running_mean", torch.zeros(channels))
        self.register_buffer("running_var", torch.ones(channels))

    def forward(self, x):
        if self.training:
            over = [0] if x.dim() == 2 else [0, 2, 3]
            with torch.no_grad():
                self.running_mean.lerp_(x.mean(over), ${round(1 - BATCH_NORM_RUNNING)})
                self.running_var.lerp_(x.var(over, unbiased=False), ${round(1 - BATCH_NORM_RUNNING)})
            return F.batch_norm(x, None, None, self.weight, self.bias, True, eps=${BATCH_NORM_EPSILON})
        return F.batch_norm(x, self.running_mean, self.running_var, self.weight, self.bias, eps=${BATCH_NORM_EPSILON})

    def take(self, tensors):
        self.weight.data = tensors.pop(self.name + "/scale")
        self.bias.data = tensors.pop(self.name + "/offset")
        self.running_mean.copy_(tensors.pop(self.name + "/runningMean"))
        self.running_var.copy_(tensors.pop(self.name + "/runningVariance"))
`,
  MaxPool: `class MaxPool(nn.Module):
    def __init__(self, size, stride):
        super().__init__()
        self.size, self.stride = size, stride

    def forward(self, x):
        return F.max_pool2d(pad_same(x, self.size, self.stride, -torch.inf), self.size, self.stride)
`,
  AveragePool: `class AveragePool(nn.Module):
    """The mean of the pixels in each window; padding takes no part."""

    def __init__(self, size, stride):
        super().__init__()
        self.size, self.stride = size, stride

    def forward(self, x):
        total, count = (
            F.avg_pool2d(pad_same(each, self.size, self.stride), self.size, self.stride)
            for each in (x, torch.ones_like(x[:1, :1]))
        )
        return total / count
`,
  GlobalAveragePool: `class GlobalAveragePool(nn.Module):
    def forward(self, x):
        return x.mean((2, 3))
`,
  LocalResponse: `class LocalResponse(nn.Module):
    def forward(self, x):
        squares = F.pad((x * x).unsqueeze(1), (0, 0, 0, 0, ${LOCAL_RESPONSE.radius}, ${LOCAL_RESPONSE.radius}))
        total = squares.unfold(2, ${2 * LOCAL_RESPONSE.radius + 1}, 1).sum(-1).squeeze(1)
        return x * (${LOCAL_RESPONSE.bias} + ${LOCAL_RESPONSE.alpha} * total) ** -${LOCAL_RESPONSE.beta}
`,
  Flatten: `class Flatten(nn.Module):
    """Row by row, the channels of a pixel together."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)
`,
  Cat: `class Cat(nn.ModuleList):
    """Branches on one input, concatenated along the channels."""

    def forward(self, x):
        return torch.cat([branch(x) for branch in self], 1)
`,
  Residual: `class Residual(nn.Module):
    """body(x) + shortcut(x)"""

    def __init__(self, body, shortcut):
        super().__init__()
        self.body, self.shortcut = body, shortcut

    def forward(self, x):
        return self.body(x) + self.shortcut(x)
`,
  PadChannels: `class PadChannels(nn.Module):
    """Every stride-th pixel, then zeros for the channels that the input lacks."""

    def __init__(self, channels, stride):
        super().__init__()
        self.channels, self.stride = channels, stride

    def forward(self, x):
        missing = self.channels - x.shape[1]
        if x.dim() == 2:
            return F.pad(x, (0, missing))
        return F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, 0, missing))
`,
} as const;

type ClassName = keyof typeof CLASSES;

const TAIL = `
    def forward(self, images):
        """images: [batch, height, width, channels] as standardize gives them; returns logits: [batch, classes]"""
        return super().forward(images.permute(0, 3, 1, 2))

    def load(self, path, prefix=""):
        """Takes the weights of a file. Of a paired run, prefix is "true/" or "shuffled/"."""
        return self.assign(read_safetensors(path, prefix))

    def assign(self, tensors):
        """Takes the tensors of a dict by the lab's names, and removes them from it."""
        for module in self.modules():
            if hasattr(module, "take"):
                module.take(tensors)
        if tensors:
            raise ValueError("tensors of another network: " + ", ".join(tensors))
        return self
`;

const STANDARDIZE: Readonly<Record<Standardization, string>> = {
  range: `def standardize(pixels):
    """Bytes [batch, height, width, channels] as the network reads them: from 0 to 1."""
    return pixels.float() / 255
`,
  image: `def standardize(pixels):
    """Bytes [batch, height, width, channels] as the network reads them: each image with zero mean and unit variance."""
    x = pixels.float() / 255
    mean, std = x.mean((1, 2, 3), keepdim=True), x.std((1, 2, 3), unbiased=False, keepdim=True)
    return (x - mean) / std.clamp(min=x[0].numel() ** -0.5)
`,
};

/** The source of `standardize` and of the class `Network`, whose `load` reads a file of the Weights export. */
export function torchModel({ input, layers }: PlacedNetwork, standardization: Standardization): string {
  const body = moduleLines(layers, '            ').join('\n');
  const used = (Object.keys(CLASSES) as ClassName[]).filter((name) => body.includes(`${name}(`));
  const classes = used.map((name) => CLASSES[name]);
  const padding = used.some((name) => CLASSES[name].includes('pad_same')) ? [PAD_SAME] : [];
  const network = `class Network(nn.Sequential):
    def __init__(self):
        super().__init__(
${body}
        )
${TAIL}`;
  const usage = `# network = Network().load("FILE.safetensors").eval()
# logits = network(standardize(pixels))    # pixels: bytes [batch, ${input.join(', ')}]
`;
  return [HEAD, ...padding, ...classes, STANDARDIZE[standardization], network, usage].join('\n\n');
}

function moduleLines(layers: readonly PlacedLayer[], indent: string): string[] {
  return layers.flatMap((layer) => moduleOf(layer, indent));
}

function moduleOf(layer: PlacedLayer, indent: string): string[] {
  const { spec, name, input, bias } = layer;
  const line = (text: string): string[] => [`${indent}${text},`];
  const options = (stride: number): string =>
    `${stride === 1 ? '' : `, stride=${stride}`}${bias ? '' : ', bias=False'}`;
  switch (spec.kind) {
    case 'conv':
      return line(`Conv("${name}", ${channelsOf(input)}, ${spec.channels}, ${spec.edge}${options(spec.stride)})`);
    case 'dense':
      return line(`Dense("${name}", ${sizeOfShape(input)}, ${spec.units}${options(1)})`);
    case 'bn':
      return line(`Norm("${name}", ${channelsOf(input)})`);
    case 'relu':
      return line('nn.ReLU()');
    case 'gelu':
      return line('nn.GELU()');
    case 'tanh':
      return line('nn.Tanh()');
    case 'pool':
      return line(`MaxPool(${spec.size}, ${spec.stride})`);
    case 'avgpool':
      return line(`AveragePool(${spec.size}, ${spec.stride})`);
    case 'globalavgpool':
      return line('GlobalAveragePool()');
    case 'lrn':
      return line('LocalResponse()');
    case 'flatten':
      return line('Flatten()');
    case 'dropout':
      return line(`nn.Dropout(${spec.rate})`);
    case 'cat': {
      const branches = layer.branches.flatMap((branch) => sequential(branch, `${indent}    `));
      return [`${indent}Cat([`, ...branches, `${indent}]),`];
    }
    case 'res':
    case 'respad': {
      const body = sequential(layer.branches[0] ?? [], `${indent}    `);
      return [`${indent}Residual(`, ...body, `${indent}    ${shortcutOf(layer)},`, `${indent}),`];
    }
  }
}

function sequential(layers: readonly PlacedLayer[], indent: string): string[] {
  return [`${indent}nn.Sequential(`, ...moduleLines(layers, `${indent}    `), `${indent}),`];
}

function shortcutOf({ name, input, output, shortcut }: PlacedLayer): string {
  const { kind, stride } = shortcut ?? { kind: 'identity', stride: 1 };
  const [inputs, outputs] = [channelsOf(input), channelsOf(output)];
  if (kind === 'identity') return 'nn.Identity()';
  if (kind === 'padding') return `PadChannels(${outputs}, ${stride})`;
  if (input.length === 1) return `Dense("${name}", ${inputs}, ${outputs}, bias=False)`;
  return `Conv("${name}", ${inputs}, ${outputs}, 1, stride=${stride}, bias=False)`;
}

const channelsOf = (shape: Shape): number => shape.at(-1) ?? 0;
/** Without the digits that binary fractions add. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}
