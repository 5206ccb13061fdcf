/** Settings of the network. */
import { quote } from '../issues.ts';
import { sizeFault } from '../network/layout.ts';
import { checkModel, namedNetwork, NETWORK_NAMES, networkDefaults, placeRun } from '../network/of-run.ts';
import { NORMS, type Norm } from '../network/spec.ts';
import { NETWORKS } from '../networks/index.ts';
import { MAX_NETWORK_TEXT } from '../network/text.ts';
import { CLASSES, DATA_CHANNELS, type DATA_SETS } from './data.ts';
import { defineSetting } from './define.ts';
import { choice, text, widths } from './types.ts';

interface ModelParams {
  readonly model: string;
  readonly width: readonly number[] | null;
  readonly norm: Norm | null;
}

interface NetworkParams extends ModelParams {
  readonly data: (typeof DATA_SETS)[number];
  readonly size: number;
  readonly n: number;
  readonly batch: number;
}

const DEFAULT_MODEL = 'mlp';

export const model = defineSetting({
  key: 'model',
  // A file's network may be one of a later release, which is refused with a sentence where the file is opened.
  type: text(checkModel, {
    most: MAX_NETWORK_TEXT,
    suggestions: NETWORK_NAMES,
    form: 'or layers such as `conv3x16-bn-relu-avgpool`',
  }),
  default: DEFAULT_MODEL,
  group: 'network',
  label: 'Network',
  help: `${NETWORKS.map(({ name, summary }) => `${name}: ${summary}`).join('; ')}; or its layers spelled out.`,
  /** Replaces a network that is impossible on the data set's images, or too large. */
  rule(params: NetworkParams) {
    const own = networkDefaults(params.model);
    const network = {
      model: params.model,
      size: params.size,
      width: widthFault(params) === undefined ? (params.width ?? own.width) : own.width,
      norm: params.norm ?? own.norm,
    };
    const placed = placeRun(network, { channels: DATA_CHANNELS[params.data], classes: CLASSES });
    const reason = placed.ok ? sizeFault(placed.value, Math.min(params.batch, params.n)) : placed.reason;
    if (reason === undefined) return undefined;
    const message = `model=${quote(params.model)} ${reason}; ${DEFAULT_MODEL} is used.`;
    return { value: DEFAULT_MODEL, message, others: { width: null, norm: null } };
  },
});

export const width = defineSetting({
  key: 'width',
  type: widths(8, 4096),
  default: null,
  group: 'network',
  label: 'Width',
  help: 'Hidden units of the MLP or channels of the CNN, as 512-512.',
  decide: (params: ModelParams) => networkDefaults(params.model).width,
  rule(params: ModelParams) {
    const why = widthFault(params);
    return why === undefined ? undefined : { value: null, message: `width ${why}; its own widths are used.` };
  },
});

function widthFault(params: ModelParams): string | undefined {
  const named = namedNetwork(params.model);
  if (params.width === null) return undefined;
  if (!named?.width) return `cannot be set for ${named?.name ?? 'a network that is spelled out'}`;
  return named.widthFault?.(params.width);
}

export const norm = defineSetting({
  key: 'norm',
  type: choice(NORMS),
  default: null,
  group: 'network',
  label: 'Normalization',
  help: 'BatchNorm after every hidden layer, or none.',
  decide: (params: ModelParams) => networkDefaults(params.model).norm,
  rule(params: ModelParams) {
    if (params.norm === null || namedNetwork(params.model)) return undefined;
    return { value: null, message: 'norm cannot be set for a network that is spelled out; its own layers are used.' };
  },
});
