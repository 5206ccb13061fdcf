import { defineAugmentation } from './augmentation.ts';

export const flip = defineAugmentation({
  name: 'flip',
  help: 'the middle of each image, every other one mirrored on average',
  place: (draw, range) => ({ top: Math.floor(range / 2), left: Math.floor(range / 2), flip: draw(2) === 1 }),
});
