/** Single images of a run's training or test set, as bytes. */
import * as v from 'valibot';
import { count } from '../run/run-records.ts';
import { bytes, defineInspection } from './define.ts';

/** Maximum number of images in one answer. */
const MOST_IMAGES = 200;

export const imagesInspection = defineInspection(
  v.object({ of: v.picklist(['train', 'test']), indices: v.pipe(v.array(count), v.maxLength(MOST_IMAGES)) }),
  v.object({ pixels: bytes, size: count, channels: count }),
);
