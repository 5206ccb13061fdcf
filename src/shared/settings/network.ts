/** Settings of the network. */
import { classCount, dataSetOf } from '../data-sets/find.ts';
import { quote } from '../util/issues.ts';
import { SOURCES } from '../explanations/explanation.ts';
import { sizeIssue } from '../network/layout.ts';
import {
  checkModel,
  namedNetwork,
  NETWORK_NAMES,
  networkDefaults,
  networkSpecOf,
  placeRun,
} from '../networks/of-run.ts';
import { ACTIVATIONS, NORMS, type Activation, type Norm } from '../network/spec.ts';
import { NETWORKS } from '../networks/index.ts';
import { MAX_NETWORK_TEXT } from '../network/text.ts';
import { defineSetting } from './define.ts';
import { choice, number, text, widths } from './types.ts';
import { msg, str } from '../util/texts.ts';

interface ModelParams {
  readonly model: string;
  readonly width: readonly number[] | null;
  readonly norm: Norm | null;
  readonly activation: Activation;
  readonly dropout: number;
}

interface NetworkParams extends ModelParams {
  readonly data: string;
  readonly size: number;
  readonly n: number;
  readonly batch: number;
}

const DEFAULT_MODEL = 'mlp';

export const model = defineSetting({
  key: 'model',
  // A file may have a network of a later release. Opening the file reports it.
  type: text(checkModel, {
    most: MAX_NETWORK_TEXT,
    suggestions: NETWORK_NAMES,
    form: 'or layers such as `conv3x16-bn-relu-avgpool`',
  }),
  default: DEFAULT_MODEL,
  group: 'network',
  label: msg('Network'),
  help: msg(str`${NETWORKS.map(({ name, summary }) => `${name}: ${summary}`).join('; ')}; or its layers spelled out.`),
  /** Replaces a network that is impossible on the data set's images, or too large. */
  rule(params: NetworkParams) {
    const own = networkDefaults(params.model);
    const network = {
      model: params.model,
      size: params.size,
      width: widthIssue(params) === undefined ? (params.width ?? own.width) : own.width,
      norm: params.norm ?? own.norm,
      activation: params.activation,
      dropout: params.dropout,
    };
    const { channels } = dataSetOf(params.data);
    const placed = placeRun(network, { channels, classes: classCount(params.data) });
    const reason = placed.ok ? sizeIssue(placed.value, Math.min(params.batch, params.n)) : placed.reason;
    if (reason === undefined) return undefined;
    const what = msg(str`model=${quote(params.model)} ${reason}`);
    return {
      value: DEFAULT_MODEL,
      what,
      instead: msg(str`${DEFAULT_MODEL} is used`),
      others: { width: null, norm: null },
    };
  },
});

export const width = defineSetting({
  key: 'width',
  type: widths(8, 4096),
  default: null,
  group: 'network',
  label: msg('Width'),
  help: msg('Hidden units of the MLP or channels of the CNN, such as 512-512.'),
  decide: (params: ModelParams) => networkDefaults(params.model).width,
  rule(params: ModelParams) {
    const why = widthIssue(params);
    return why === undefined
      ? undefined
      : { value: null, what: msg(str`width ${why}`), instead: msg('its own widths are used') };
  },
});

function widthIssue(params: ModelParams): string | undefined {
  const named = namedNetwork(params.model);
  if (params.width === null) return undefined;
  if (!named?.width) return msg(str`cannot be set for ${named?.name ?? 'a network that is spelled out'}`);
  return named.widthIssue?.(params.width);
}

export const norm = defineSetting({
  key: 'norm',
  type: choice(NORMS),
  default: null,
  group: 'network',
  label: msg('Normalization'),
  help: msg('BatchNorm after every hidden layer, or none.'),
  decide: (params: ModelParams) => networkDefaults(params.model).norm,
  rule(params: ModelParams) {
    if (params.norm === null || namedNetwork(params.model)) return undefined;
    return {
      value: null,
      what: msg('norm cannot be set for a network that is spelled out'),
      instead: msg('its own layers are used'),
    };
  },
});

export const activation = defineSetting({
  key: 'activation',
  type: choice(ACTIVATIONS),
  default: 'relu',
  group: 'network',
  added: true,
  label: msg('Activation'),
  help: msg(
    'Activation of every hidden layer. relu: max(x, 0); gelu: x·Φ(x) with the exact normal distribution function Φ, as PyTorch’s default GELU; tanh.',
  ),
  rule(params: ModelParams) {
    if (params.activation === 'relu' || namedNetwork(params.model)) return undefined;
    const what = msg('activation cannot be set for a network that is spelled out');
    return { value: 'relu', what, instead: msg('its own layers are used') };
  },
});

export const dropout = defineSetting({
  key: 'dropout',
  type: number(0, 0.99),
  default: 0,
  group: 'network',
  added: true,
  label: msg('Dropout'),
  help: msg('Probability with which training drops each unit of a hidden dense layer; evaluation drops none.'),
  explanation: {
    name: msg('Dropout p'),
    what: msg('Probability with which a training step sets a unit of a hidden dense layer to 0.'),
    formula: 'y = x·mask / (1 − p)',
    latex: 'y = x \\cdot \\mathrm{mask} / (1 - p)',
    unit: '',
    note: msg('0: none'),
    effect: msg(
      'The mask of each step follows from the seed, the step, the layer and the unit alone. A probe uses the masks of its step. Evaluation uses every unit.',
    ),
    shows: msg(
      'Training loss and accuracy come from the thinned network, so they are worse than those of an evaluation.',
    ),
    sources: [SOURCES.hinton],
  },
  /** Replaces dropout if no layer would use it. */
  rule(params: ModelParams) {
    if (params.dropout === 0) return undefined;
    if (!namedNetwork(params.model)) {
      const what = msg('dropout cannot be set for a network that is spelled out');
      return { value: 0, what, instead: msg('its own layers are used') };
    }
    const { width, norm } = networkDefaults(params.model);
    const settings = { width: params.width ?? width, norm: params.norm ?? norm, dropout: 0.5 };
    const { layers } = networkSpecOf({ ...params, ...settings });
    if (layers.some(({ kind }) => kind === 'dropout')) return undefined;
    const what = msg(str`dropout=${params.dropout} is for hidden dense layers, and ${params.model} has none`);
    return { value: 0, what, instead: msg('0 is used') };
  },
});
