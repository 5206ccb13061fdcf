/** One image through the network of each variant, as in an evaluation: each layer's output, and the predictions. */
import * as v from 'valibot';
import { count, text } from '../run/run-records.ts';
import { bytes, defineInspection, floats, perVariant } from './define.ts';

/** An image of the run, or a drawing: size × size × channels bytes. */
const imageSchema = v.union([
  v.object({ of: v.picklist(['train', 'test']), index: count }),
  v.object({ pixels: bytes }),
]);

const activationSchema = v.object({
  /** The name of the layer with a kernel. */
  name: text,
  /** Height and width of each map; 1 if the output is a vector. */
  edges: v.tuple([count, count]),
  /** Number of maps or units; `values` has the first ones. */
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
    /** null for a drawing. */
    label: v.nullable(count),
    variants: perVariant(
      v.object({
        /** The probability of each class, [0, 1]. */
        probabilities: floats,
        layers: v.array(activationSchema),
      }),
    ),
  }),
);
