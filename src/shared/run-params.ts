/**
 * Every setting of a run, once: its key in the address, type, range, default, label and help.
 * Controls, address, command, run file and documentation derive from this table; none of them knows a key of its own.
 */
import { NETWORKS } from './networks/index.ts';
import { NETWORK_NAMES, networkDefaults } from './network/of-run.ts';
import { NORMS, type Norm } from './network/spec.ts';

export const DATA_SETS = ['mnist', 'cifar10', 'synthetic', 'own'] as const;
export { NORMS };
export const LABEL_MODES = ['permute', 'resample'] as const;
export const PIXEL_MODES = ['true', 'permute', 'random', 'gaussian'] as const;
export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;

export type DataSet = (typeof DATA_SETS)[number];
export type { Norm };
export type LabelMode = (typeof LABEL_MODES)[number];
export type PixelMode = (typeof PIXEL_MODES)[number];
export type Backend = (typeof BACKENDS)[number];
/** Edge of the input in pixels: 28, every data set's own, or 14 (its 2×2 mean). */
export type InputSize = 28 | 14;

/** A stretch of a run over which a path is judged: from the weights after `start` steps to those after `stop`. */
export interface WindowRange {
  readonly start: number;
  readonly stop: number;
}

/** One run's settings as the address gives them; `null` leaves the choice to `resolveParams`. */
export interface RunParams {
  readonly data: DataSet;
  /** Training examples: the first n after a seeded draw. */
  readonly n: number;
  readonly size: InputSize;
  /** A named network, or one spelled out as in `network/text.ts`. */
  readonly model: string;
  /** Of a named network: units or channels of each layer. */
  readonly width: readonly number[] | null;
  readonly norm: Norm | null;
  readonly batch: number;
  readonly lr: number;
  readonly momentum: number;
  /** L2 coefficient λ; acts on kernels. */
  readonly decay: number;
  /** Factor on the learning rate per epoch. */
  readonly lrdecay: number;
  readonly steps: number;
  readonly seed: number;
  readonly labels: LabelMode;
  /** Fraction of shuffled labels at step 0. */
  readonly shuffle: number;
  readonly pixels: PixelMode;
  readonly twin: boolean;
  readonly windows: readonly WindowRange[] | null;
  /** Snapshot stride in steps. */
  readonly stride: number | null;
  /** Steps between coherence probes; 0 switches them off. */
  readonly probe: number;
  readonly backend: Backend | 'auto';
}

export type ParamKey = keyof RunParams;

/** Settings with every `null` decided. */
export interface ResolvedParams extends RunParams {
  readonly width: readonly number[];
  readonly norm: Norm;
  readonly windows: readonly WindowRange[];
}

export type ParamType =
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'integer' | 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'flag' }
  /** One of `options`, or a network spelled out. */
  | { readonly kind: 'network'; readonly options: readonly string[] }
  | { readonly kind: 'size' }
  | { readonly kind: 'width' }
  | { readonly kind: 'windows' };

export interface ParamSpec {
  readonly key: ParamKey;
  readonly type: ParamType;
  /** May be absent, which leaves the choice to the lab. */
  readonly optional: boolean;
  readonly label: string;
  readonly help: string;
}

export const MAX_WIDTHS = 8;
export const MAX_WIDTH = 4096;
export const MAX_WINDOWS = 20;
export const MAX_STEPS = 10_000_000;

/** Training examples each data set holds; of own images the most that a run takes. */
export const DATA_SIZES: Readonly<Record<DataSet, number>> = {
  mnist: 60_000,
  cifar10: 50_000,
  synthetic: 60_000,
  own: 60_000,
};
/** Of an image of each data set; of custom images the most that they may have. */
export const DATA_CHANNELS: Readonly<Record<DataSet, number>> = { mnist: 1, cifar10: 3, synthetic: 1, own: 3 };
export const NATIVE_SIZE: InputSize = 28;
/** Of every data set that the lab knows by name. */
export const CLASSES = 10;

export const DEFAULT_PARAMS: RunParams = {
  data: 'mnist',
  n: 5000,
  size: NATIVE_SIZE,
  model: 'mlp',
  width: null,
  norm: null,
  batch: 128,
  lr: 0.05,
  momentum: 0.9,
  decay: 0,
  lrdecay: 1,
  steps: 2000,
  seed: 1,
  labels: 'permute',
  shuffle: 0,
  pixels: 'true',
  twin: false,
  windows: null,
  stride: null,
  probe: 25,
  backend: 'auto',
};

const choice = (options: readonly string[]): ParamType => ({ kind: 'choice', options });
const integer = (min: number, max: number): ParamType => ({ kind: 'integer', min, max });
const number = (min: number, max: number): ParamType => ({ kind: 'number', min, max });

function spec(key: ParamKey, type: ParamType, label: string, help: string): ParamSpec {
  return { key, type, optional: DEFAULT_PARAMS[key] === null, label, help };
}

/** In the order in which an address lists them. */
export const PARAM_SPECS: readonly ParamSpec[] = [
  spec(
    'data',
    choice(DATA_SETS),
    'Data set',
    'The images: MNIST digits, CIFAR-10 photographs, a seeded synthetic set, or own ones that you give the lab.',
  ),
  spec('n', integer(10, 60_000), 'Training examples', 'The first n after a seeded draw.'),
  spec(
    'size',
    { kind: 'size' },
    'Image size',
    'Edge of the input in pixels: native (28), or 14, the mean of each 2×2 block.',
  ),
  spec(
    'model',
    { kind: 'network', options: NETWORK_NAMES },
    'Network',
    `${NETWORKS.map(({ name, summary }) => `${name}: ${summary}`).join('; ')}; or its layers spelled out.`,
  ),
  spec('width', { kind: 'width' }, 'Width', 'Hidden units of the MLP or channels of the CNN, as 512-512.'),
  spec('norm', choice(NORMS), 'Normalization', 'BatchNorm after every hidden layer, or none.'),
  spec('batch', integer(2, 4096), 'Batch size', 'Examples in a minibatch.'),
  spec('lr', number(0, 1e9), 'Learning rate', 'Step size α of SGD.'),
  spec('momentum', number(0, 0.9999), 'Momentum', 'μ of heavy-ball momentum: v ← μv + g + λw, w ← w − αv.'),
  spec('decay', number(0, 100), 'Weight decay', 'L2 coefficient λ, on kernels only.'),
  spec('lrdecay', number(1e-6, 1), 'Learning-rate decay', 'Factor on the learning rate per epoch.'),
  spec('steps', integer(1, MAX_STEPS), 'Steps', 'Iterations to train; training can go on past them.'),
  spec(
    'seed',
    integer(0, 4_294_967_295),
    'Seed',
    'Of the initial weights, the order of the examples and the label draw.',
  ),
  spec(
    'labels',
    choice(LABEL_MODES),
    'Shuffling',
    'permute: a seeded permutation of labels, class counts kept. resample: each label replaced by a uniform class.',
  ),
  spec('shuffle', number(0, 1), 'Shuffled fraction', 'Fraction of the training labels that is shuffled at step 0.'),
  spec(
    'pixels',
    choice(PIXEL_MODES),
    'Pixels',
    'true; one permutation for all images; a random one for each; or Gaussian noise of the same mean and variance.',
  ),
  spec('twin', { kind: 'flag' }, 'Twin run', 'Also train the same run with shuffled ↔ true labels, in lockstep.'),
  spec(
    'windows',
    { kind: 'windows' },
    'Windows',
    'Stretches of steps over which each layer’s path is judged, as 1000-7000,9000-15000; five equal ones unless told.',
  ),
  spec(
    'stride',
    integer(1, MAX_STEPS),
    'Snapshot stride',
    'Steps between weight snapshots; a sixth of the window unless told.',
  ),
  spec(
    'probe',
    integer(0, 1_000_000),
    'Probe interval',
    'Steps between coherence probes (denser early); 0 switches them off.',
  ),
  spec('backend', choice(['auto', ...BACKENDS]), 'Backend', 'Which engine computes; auto takes the fastest sound one.'),
];

/** Decides what the settings leave open: width and norm by the model, windows by the steps. */
export function resolveParams(params: RunParams): ResolvedParams {
  const defaults = networkDefaults(params.model);
  const width = defaults.width.length === 0 ? defaults.width : params.width;
  return {
    ...params,
    width: width ?? defaults.width,
    norm: params.norm ?? defaults.norm,
    windows: params.windows ?? fiveWindows(params.steps),
  };
}

/** Five equal windows that together cover the run; fewer where it has fewer than five steps. */
function fiveWindows(steps: number): WindowRange[] {
  const edges = [...new Set([0, 1, 2, 3, 4, 5].map((k) => Math.round((k * steps) / 5)))];
  return edges.slice(1).map((stop, k) => ({ start: edges[k] ?? 0, stop }));
}

/** `params` with left open what the lab would decide alike: `resolveParams` gives them back, and their address is short. */
export function leaveOpen(params: ResolvedParams): RunParams {
  const own = resolveParams({ ...params, width: null, norm: null, windows: null });
  const same = (key: 'width' | 'norm' | 'windows'): boolean => JSON.stringify(params[key]) === JSON.stringify(own[key]);
  return {
    ...params,
    width: same('width') ? null : params.width,
    norm: same('norm') ? null : params.norm,
    windows: same('windows') ? null : params.windows,
  };
}
