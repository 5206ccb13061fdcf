/** One image through the network of each variant, as in an evaluation: what each layer gives, and the predictions. */
import * as v from 'valibot';
import { count, text } from '../run/run-records.ts';
import { bytes, defineInspection, floats, perVariant } from './define.ts';

/** An image of the run, or size × size × channels bytes of the user's own. */
const imageSchema = v.union([
  v.object({ of: v.picklist(['train', 'test']), index: count }),
  v.object({ pixels: bytes }),
]);

const activationSchema = v.object({
  /** Of the layers with a kernel whose output this is. */
  name: text,
  /** Height and width of each map; 1 where the layer gives a vector. */
  edges: v.tuple([count, count]),
  /** All maps or units; the first of them are given. */
  total: count,
  /** Map after map, row by row. */
  values: floats,
});
export type LayerActivation = v.InferOutput<typeof activationSchema>;

export const imagePassInspection = defineInspection(
  v.object({ image: imageSchema }),
  v.object({
    pixels: bytes,
    size: count,
    channels: count,
    /** null of the user's own image. */
    label: v.nullable(count),
    variants: perVariant(
      v.object({
        /** Of each class, [0, 1]. */
        probabilities: floats,
        layers: v.array(activationSchema),
      }),
    ),
  }),
);
