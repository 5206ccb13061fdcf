import { defineAugmentation } from './augmentation.ts';
import { msg } from '../util/texts.ts';

export const none = defineAugmentation({ name: 'none', help: msg('the middle of each image'), place: null });
