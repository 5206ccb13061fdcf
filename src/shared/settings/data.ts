/** Settings of the training data: which images, how many, with which labels. */
import { AUGMENTATIONS } from '../augmentations/index.ts';
import { dataSetOf } from '../data-sets/find.ts';
import { DATA_SETS, type DataSet } from '../data-sets/index.ts';
import { SOURCES } from '../explanations/explanation.ts';
import { LABEL_NOISES } from './label-noise.ts';
import { defineSetting } from './define.ts';
import { choice, integer, number, size } from './types.ts';
import { msg, str } from '../util/texts.ts';

export const data = defineSetting({
  key: 'data',
  type: choice(
    DATA_SETS.map(({ name }): DataSet => name),
    Object.fromEntries(DATA_SETS.map(({ name, title }) => [name, title])),
  ),
  default: 'mnist',
  group: 'data',
  label: msg('Data set'),
  help: msg(str`The images. ${DATA_SETS.map(({ name, images }) => `${name}: ${images}`).join('; ')}.`),
});

export const n = defineSetting({
  key: 'n',
  type: integer(10, 60_000),
  default: 5000,
  group: 'data',
  label: msg('Training examples'),
  help: msg('The first n images of a seeded draw.'),
  explanation: {
    name: msg('Training examples N'),
    what: msg('How many images the network trains on.'),
    formula: msg('the first N of a draw from the seed'),
    latex: 'N',
    unit: msg('examples'),
    note: msg('no more than the data set has'),
    shows: msg('Fewer examples are memorized sooner and generalize less.'),
    sources: [],
  },
  rule(params: { readonly data: string; readonly n: number }) {
    const most = dataSetOf(params.data).trainExamples;
    if (params.n <= most) return undefined;
    const what = msg(str`n=${params.n} is more than the ${most} training examples of ${params.data}`);
    return { value: most, what, instead: msg(str`${most} is used`) };
  },
});

export const edge = defineSetting({
  key: 'size',
  type: size(28, [14]),
  default: 28,
  group: 'data',
  label: msg('Image size'),
  help: msg('Edge of the input in pixels: native (28), or 14, the mean of each 2×2 block.'),
});

export const labels = defineSetting({
  key: 'labels',
  type: choice(['permute', 'resample']),
  default: 'permute',
  group: 'data',
  label: msg('Shuffling'),
  help: msg(
    'permute: a seeded permutation of labels, class counts kept. resample: each label replaced by a uniform class.',
  ),
});

type NoiseName = (typeof LABEL_NOISES)[number]['name'];

export const noise = defineSetting({
  key: 'noise',
  type: choice(LABEL_NOISES.map(({ name }): NoiseName => name)),
  default: 'symmetric',
  group: 'data',
  added: true,
  label: msg('Label noise'),
  help: msg(
    str`What a shuffled label becomes. ${LABEL_NOISES.map(({ name, help }) => `${name}: ${help}`).join('. ')}.`,
  ),
});

export const shuffle = defineSetting({
  key: 'shuffle',
  type: number(0, 1),
  default: 0,
  group: 'slider',
  live: true,
  label: msg('Shuffled fraction'),
  help: msg('Fraction of the training labels that is shuffled at step 0.'),
  explanation: {
    name: msg('Shuffled fraction p'),
    what: msg('Fraction of the training examples whose labels are shuffled.'),
    formula: 'p = shuffled / N',
    latex: 'p = N_\\mathrm{shuffled} / N',
    unit: '',
    effect: msg('Which labels are shuffled is drawn once from the seed: a larger p shuffles more of the same.'),
    shows: msg(
      'What can be generalized and what only memorized: at 1 nothing in the images tells the label. Test labels stay true. The fraction that is wrong is smaller, because a shuffled label can be the true one.',
    ),
    sources: [SOURCES.zhang],
  },
});

export const pixels = defineSetting({
  key: 'pixels',
  type: choice(['true', 'permute', 'random', 'gaussian'], {
    true: msg('as they are'),
    permute: msg('one permutation for all'),
    random: msg('a permutation for each'),
    gaussian: msg('Gaussian noise'),
  }),
  default: 'true',
  group: 'data',
  label: msg('Pixels'),
  help: msg(
    'true; one permutation for all images; a random one for each; or Gaussian noise of the same mean and variance.',
  ),
});

type AugmentationName = (typeof AUGMENTATIONS)[number]['name'];

export const augment = defineSetting({
  key: 'augment',
  type: choice(AUGMENTATIONS.map(({ name }): AugmentationName => name)),
  default: 'none',
  group: 'data',
  added: true,
  label: msg('Augmentation'),
  help: msg(
    str`What training sees of an image, drawn from the seed at each step; evaluation sees the middle. ${AUGMENTATIONS.map(({ name, help }) => `${name}: ${help}`).join('; ')}.`,
  ),
  /** Changed pixels are computed once, at the size of the input. */
  rule(params: { readonly augment: AugmentationName; readonly pixels: string }) {
    if (params.augment === 'none' || params.pixels === 'true') return undefined;
    return { value: 'none', what: msg(str`augment=${params.augment} needs pixels=true`), instead: msg('none is used') };
  },
});
