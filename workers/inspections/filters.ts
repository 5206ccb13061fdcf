/** Reads the first layer's kernel of each variant and picks the units with the largest norms. */
import type { KernelLayer } from '../models/layer.ts';
import { valuesOf } from '../ops/values.ts';
import type { Inspector } from './define.ts';

/** Most units in an answer. */
const MOST_UNITS = 24;

export const filters: Inspector<'filters'> = async ({ variants, data }) => {
  const layers = variants.flatMap(({ network }) => network.blocks[0] ?? []);
  const [first] = layers;
  if (!first) throw new Error('the network has no kernel');
  const { edge, channels } = pictureOf(first, data.train.channels);
  const kernels = await Promise.all(layers.map(({ kernel }) => valuesOf(kernel.value)));
  const total = first.map.shape.at(-1) ?? 0;
  const norms = kernels.map((kernel) => unitNorms(kernel, total));
  const sums = Float64Array.from({ length: total }, (_, unit) =>
    norms.reduce((sum, each) => sum + (each[unit] ?? 0), 0),
  );
  const order = [...sums.keys()].sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0) || a - b);
  const units = Uint32Array.from(order.slice(0, MOST_UNITS));
  const length = edge * edge * channels;
  return {
    layer: first.name,
    edge,
    channels,
    total,
    units,
    variants: kernels.map((kernel, i) => ({
      norms: Float32Array.from(units, (unit) => norms[i]?.[unit] ?? NaN),
      weights: Float32Array.from(
        { length: units.length * length },
        (_, at) => kernel[(at % length) * total + (units[Math.floor(at / length)] ?? 0)] ?? NaN,
      ),
    })),
  };
};

/**
 * The kernel's values follow the order of the image's, with the output last. Throws if its input is no square image.
 */
function pictureOf({ map: { shape } }: KernelLayer, channels: number): { edge: number; channels: number } {
  if (shape.length === 4) return { edge: shape[0] ?? 0, channels: shape[2] ?? 0 };
  const edge = Math.sqrt((shape[0] ?? 0) / channels);
  if (!Number.isInteger(edge)) throw new Error('the first layer does not read an image');
  return { edge, channels };
}

function unitNorms(kernel: Float32Array, total: number): Float64Array {
  const squares = new Float64Array(total);
  kernel.forEach((value, i) => {
    squares[i % total] = (squares[i % total] ?? 0) + value ** 2;
  });
  return squares.map(Math.sqrt);
}
