/** The user's custom images. */
import { describeOwn, openOwn, sourceOf, storeOwn } from '../own/own-store.ts';
import { splitOf } from '../own/own-set.ts';
import { centreCrop } from '../resize.ts';
import type { OriginReader } from './origin.ts';

export const own: OriginReader<'own'> = {
  async open(_dataSet, { seed, report, sources }) {
    report('Opening your own images', null);
    const { about, take } = await (sources.own ?? openOwn)();
    const { train, test } = splitOf(about.count, about.testFrom, seed);
    return {
      count: train.length,
      draw: async (indices, edge) => centreCrop(await take(indices.map((index) => train[index] ?? 0)), edge),
      test: async (edge) => centreCrop(await take(test), edge),
      classNames: about.classNames,
      source: sourceOf(about),
    };
  },
  store: (_dataSet, files, report) => storeOwn(files, report),
  holds: async () => (await describeOwn()) !== null,
};
