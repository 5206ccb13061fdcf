/** How each `kind` of origin loads its data sets. To add a kind, add its file and one line here. */
import type { DataSetDefinition } from '../../../src/shared/data-sets/data-set.ts';
import { bundled } from './bundled.ts';
import { idx } from './idx.ts';
import { made } from './made.ts';
import type { OriginReader } from './origin.ts';
import { own } from './own.ts';
import { records } from './records.ts';

const READERS: { readonly [Kind in DataSetDefinition['origin']['kind']]: OriginReader<Kind> } = {
  bundled,
  made,
  idx,
  records,
  own,
};

/** Narrows an origin to data sets of its own kind. */
export const readerOf = ({ origin }: DataSetDefinition): OriginReader => READERS[origin.kind] as OriginReader;
