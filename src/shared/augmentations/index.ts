/** The augmentations, in the order of the page's list. To add one, add its file and one line here. */
import type { Augmentation } from './augmentation.ts';
import { crop } from './crop.ts';
import { cropFlip } from './crop-flip.ts';
import { flip } from './flip.ts';
import { none } from './none.ts';

export const AUGMENTATIONS = [none, crop, cropFlip, flip] as const satisfies readonly Augmentation[];
