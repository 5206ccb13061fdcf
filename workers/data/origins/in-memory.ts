/** Data sets that are entirely in memory before the run's examples are drawn. */
import type { Images } from '../../../src/shared/util/images.ts';
import { takeImages } from '../image-set.ts';
import { centreCrop } from '../resize.ts';
import type { WholeSet } from './origin.ts';

export const inMemory = (train: Images, test: Images): Pick<WholeSet, 'count' | 'draw' | 'test'> => ({
  count: train.count,
  draw: (indices, edge) => centreCrop(takeImages(train, indices), edge),
  test: (edge) => centreCrop(test, edge),
});
