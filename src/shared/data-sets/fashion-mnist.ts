import { defineDataSet } from './data-set.ts';
import { msg } from '../util/texts.ts';

export const fashionMnist = defineDataSet({
  name: 'fashion-mnist',
  title: 'Fashion-MNIST',
  images: msg('pictures of clothes'),
  size: 28,
  channels: 1,
  classNames: [
    'T-shirt/top',
    'trouser',
    'pullover',
    'dress',
    'coat',
    'sandal',
    'shirt',
    'sneaker',
    'bag',
    'ankle boot',
  ],
  trainExamples: 60_000,
  testExamples: 10_000,
  standardize: 'range',
  origin: {
    kind: 'idx',
    // The files have MNIST's names, so the checksums of the labels tell the two data sets apart.
    files: {
      train: {
        labels: {
          name: 'train-labels-idx1-ubyte',
          sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
        },
        images: { name: 'train-images-idx3-ubyte' },
      },
      test: {
        labels: {
          name: 't10k-labels-idx1-ubyte',
          sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
        },
        images: { name: 't10k-images-idx3-ubyte' },
      },
    },
    download: {
      name: msg('its four .gz files'),
      address: 'https://github.com/zalandoresearch/fashion-mnist',
      megabytes: 31,
    },
    accept: '',
    names: /^(train|t10k)-(images[-.]idx3|labels[-.]idx1)-ubyte( ?\(\d+\))?(\.gz)?$/i,
    distinct: false,
    database: 'shuffle-lab-fashion-mnist',
  },
  licence: 'MIT',
  citation: 'H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST, 2017 (arXiv 1708.07747)',
});
