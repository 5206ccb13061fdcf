/** Settings of the training data: which images, how many, with which labels. */
import { SOURCES } from '../explanations/explanation.ts';
import { LABEL_NOISES } from '../label-noise.ts';
import { defineSetting } from './define.ts';
import { choice, integer, number, size } from './types.ts';

export const DATA_SETS = ['mnist', 'cifar10', 'synthetic', 'own'] as const;

/** Training examples that each data set holds; of the user's own images the most that a run takes. */
export const DATA_SIZES: Readonly<Record<(typeof DATA_SETS)[number], number>> = {
  mnist: 60_000,
  cifar10: 50_000,
  synthetic: 60_000,
  own: 60_000,
};

/** Of an image of each data set; of the user's own images the most that they may have. */
export const DATA_CHANNELS: Readonly<Record<(typeof DATA_SETS)[number], number>> = {
  mnist: 1,
  cifar10: 3,
  synthetic: 1,
  own: 3,
};
/** Of every data set that the lab knows by name. */
export const CLASSES = 10;

export const data = defineSetting({
  key: 'data',
  type: choice(DATA_SETS),
  default: 'mnist',
  group: 'data',
  label: 'Data set',
  help: 'The images: MNIST digits, CIFAR-10 photographs, a seeded synthetic set, or own ones that you give the lab.',
});

export const n = defineSetting({
  key: 'n',
  type: integer(10, 60_000),
  default: 5000,
  group: 'data',
  label: 'Training examples',
  help: 'The first n after a seeded draw.',
  explanation: {
    name: 'Training examples N',
    what: 'How many images the network trains on.',
    formula: 'the first N after a draw from the seed',
    latex: 'N',
    unit: 'examples',
    note: 'no more than the data set has',
    shows: 'The fewer, the sooner they are memorized and the less is generalized.',
    sources: [],
  },
  rule(params: { readonly data: keyof typeof DATA_SIZES; readonly n: number }) {
    const most = DATA_SIZES[params.data];
    if (params.n <= most) return undefined;
    const message = `n=${params.n} is more than the ${most} training examples of ${params.data}; ${most} is used.`;
    return { value: most, message };
  },
});

export const edge = defineSetting({
  key: 'size',
  type: size(28, [14]),
  default: 28,
  group: 'data',
  label: 'Image size',
  help: 'Edge of the input in pixels: native (28), or 14, the mean of each 2×2 block.',
});

export const labels = defineSetting({
  key: 'labels',
  type: choice(['permute', 'resample']),
  default: 'permute',
  group: 'data',
  label: 'Shuffling',
  help: 'permute: a seeded permutation of labels, class counts kept. resample: each label replaced by a uniform class.',
});

type NoiseName = (typeof LABEL_NOISES)[number]['name'];

export const noise = defineSetting({
  key: 'noise',
  type: choice(LABEL_NOISES.map(({ name }): NoiseName => name)),
  default: 'symmetric',
  group: 'data',
  added: true,
  label: 'Label noise',
  help: `What a shuffled label becomes. ${LABEL_NOISES.map(({ name, help }) => `${name}: ${help}`).join('. ')}.`,
});

export const shuffle = defineSetting({
  key: 'shuffle',
  type: number(0, 1),
  default: 0,
  group: 'slider',
  live: true,
  label: 'Shuffled fraction',
  help: 'Fraction of the training labels that is shuffled at step 0.',
  explanation: {
    name: 'Shuffled fraction p',
    what: 'Fraction of the training examples whose labels are shuffled.',
    formula: 'p = shuffled / N',
    latex: 'p = N_\\mathrm{shuffled} / N',
    unit: '',
    effect: 'Which labels are shuffled is drawn once from the seed: a larger p shuffles more of the same.',
    shows:
      'What can be generalized and what only memorized: at 1 nothing in the images tells the label. Test labels stay true. The fraction that is wrong is smaller, because a shuffled label can be the true one.',
    sources: [SOURCES.zhang],
  },
});

export const pixels = defineSetting({
  key: 'pixels',
  type: choice(['true', 'permute', 'random', 'gaussian']),
  default: 'true',
  group: 'data',
  label: 'Pixels',
  help: 'true; one permutation for all images; a random one for each; or Gaussian noise of the same mean and variance.',
});
