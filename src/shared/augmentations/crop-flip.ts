import { defineAugmentation } from './augmentation.ts';
import { msg } from '../util/texts.ts';

export const cropFlip = defineAugmentation({
  name: 'crop-flip',
  help: msg('the same, every other one mirrored on average'),
  place: (draw, range) => ({ top: draw(range + 1), left: draw(range + 1), flip: draw(2) === 1 }),
});
