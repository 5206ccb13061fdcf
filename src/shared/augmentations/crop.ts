import { defineAugmentation } from './augmentation.ts';
import { msg } from '../util/texts.ts';

export const crop = defineAugmentation({
  name: 'crop',
  help: msg(
    'a random square of each image, as large as the input (an image that is no larger gets a border of 2 black pixels)',
  ),
  place: (draw, range) => ({ top: draw(range + 1), left: draw(range + 1), flip: false }),
});
