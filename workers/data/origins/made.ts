/** Data sets that are computed from the run's seed. */
import { inMemory } from './in-memory.ts';
import { breathe } from '../progress.ts';
import type { OriginReader } from './origin.ts';

export const made: OriginReader<'made'> = {
  async open({ classNames, origin, title }, { seed, n, report }) {
    report(`Making ${title.toLowerCase()}`, null);
    await breathe();
    const { train, test } = origin.make(seed, n);
    return { ...inMemory(train, test), classNames };
  },
};
