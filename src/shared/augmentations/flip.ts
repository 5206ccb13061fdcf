import { defineAugmentation } from './augmentation.ts';
import { msg } from '../util/texts.ts';

export const flip = defineAugmentation({
  name: 'flip',
  help: msg('the middle of each image, every other one mirrored on average'),
  place: (draw, range) => ({ top: Math.floor(range / 2), left: Math.floor(range / 2), flip: draw(2) === 1 }),
});
