import { defineDataSet } from './data-set.ts';
import { msg } from '../util/texts.ts';

export const own = defineDataSet({
  name: 'own',
  title: msg('Your own images'),
  images: msg('images of your own'),
  size: 28,
  channels: 3,
  classNames: [],
  trainExamples: 60_000,
  testExamples: null,
  standardize: 'image where it has colours',
  origin: { kind: 'own' },
  licence: 'yours',
  citation: 'a folder of pictures, an .npz file or IDX files that you give the lab',
});
