/** Kernels of the first layer as pictures. */
import * as v from 'valibot';
import { count, text } from '../run/run-records.ts';
import { defineInspection, floats, nothing, perVariant, words } from './define.ts';

const filterVariantSchema = v.object({
  /** Frobenius norm of each shown unit's kernel. */
  norms: floats,
  /** Unit after unit: edge × edge × channels values, channels last. */
  weights: floats,
});

export const filtersInspection = defineInspection(
  nothing,
  v.object({
    layer: text,
    edge: count,
    channels: count,
    /** Number of units in the layer. The units with the largest norm over all variants are shown. */
    total: count,
    units: words,
    variants: perVariant(filterVariantSchema),
  }),
);
