/** Kernels of the first layer as pictures: what each unit or channel adds up from the image. */
import * as v from 'valibot';
import { count, text } from '../run/record-schemas.ts';
import { defineInspection, floats, nothing, perVariant } from './define.ts';

const filterVariantSchema = v.object({
  /** Frobenius norm of each shown unit's kernel. */
  norms: floats,
  /** Unit after unit: edge × edge × channels values, the channels of a pixel together. */
  weights: floats,
});

export const filtersInspection = defineInspection(
  nothing,
  v.object({
    layer: text,
    edge: count,
    channels: count,
    /** Units of the layer; the shown ones have the largest norms over all variants. */
    total: count,
    units: v.instance(Uint32Array),
    variants: perVariant(filterVariantSchema),
  }),
);
