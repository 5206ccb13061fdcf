import { defineAugmentation } from './augmentation.ts';

export const none = defineAugmentation({ name: 'none', help: 'the middle of each image', place: null });
