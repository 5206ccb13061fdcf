/** Passes one image through the network of each variant in evaluation mode: BatchNorm's running statistics, no dropout. */
import { keep, softmax, tensor, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { AskOf } from '../../src/shared/inspections/index.ts';
import type { LayerActivation } from '../../src/shared/inspections/image-pass.ts';
import { fillImages, imageLength, type ImageSet } from '../data/image-set.ts';
import { stagesOf, type Layer } from '../models/layer.ts';
import type { RunData } from '../data/origins/load.ts';
import type { Inspector } from './define.ts';

/** Maximum number of maps or units per layer in an answer. */
const MOST_MAPS = 16;
const MOST_UNITS = 128;

export const imagePass: Inspector<'imagePass'> = async ({ data, variants }, { image }) => {
  const { set, index } = chosen(data, image);
  const { size, channels } = set;
  const values = new Float32Array(imageLength(set));
  fillImages(set, [index], 0, 1, values);
  // All passes run before the first await, so that they are of one step.
  const passes = variants.map(({ network }) => pass(network, values, [1, size, size, channels]));
  const passed = await Promise.all(
    passes.map(async ({ probabilities, layers }) => ({
      probabilities: (await taken(probabilities)).slice(),
      layers: await Promise.all(layers.map(activationOf)),
    })),
  );
  const pixels = set.pixels.slice(index * imageLength(set), (index + 1) * imageLength(set));
  return { pixels, size, channels, label: 'pixels' in image ? null : (set.labels[index] ?? null), variants: passed };
};

/** An image that the user drew is scaled like the test set. */
function chosen(data: RunData, image: AskOf<'imagePass'>['image']): { readonly set: ImageSet; readonly index: number } {
  if (!('pixels' in image)) {
    const set = data[image.of];
    if (image.index >= set.count) throw new RangeError(`image ${image.index} of ${set.count}`);
    return { set, index: image.index };
  }
  const { test } = data;
  if (image.pixels.length !== imageLength(test) || test.scaling.factors.length > 1)
    throw new RangeError('this is no image of the run’s kind');
  return { set: { ...test, pixels: image.pixels, count: 1 }, index: 0 };
}

interface Output {
  readonly name: string;
  readonly value: Tensor;
}

/** The caller owns the tensors. */
function pass(network: Layer, values: Float32Array, shape: number[]) {
  const layers: Output[] = [];
  const probabilities = tidy(() => {
    let x: Tensor = tensor(values, shape);
    for (const stage of stagesOf(network)) {
      x = stage.infer(x);
      if (stage.blocks.length > 0) layers.push({ name: nameOf(stage.blocks), value: keep(x.clone()) });
    }
    return keep(softmax(x as Tensor2D));
  });
  return { probabilities, layers };
}

async function taken(value: Tensor): Promise<Float32Array> {
  try {
    return await value.data<'float32'>();
  } finally {
    value.dispose();
  }
}

async function activationOf({ name, value }: Output): Promise<LayerActivation> {
  const all = await taken(value);
  const [, height = 1, width = 1] = value.rank === 4 ? value.shape : [];
  const total = value.shape.at(-1) ?? 0;
  const shown = Math.min(total, value.rank === 4 ? MOST_MAPS : MOST_UNITS);
  const area = height * width;
  const values = Float32Array.from(
    { length: shown * area },
    (_, k) => all[(k % area) * total + Math.floor(k / area)] ?? NaN,
  );
  return { name, edges: [height, width], total, values };
}

/** The common prefix of the layers' names in a module. */
function nameOf(blocks: readonly { readonly name: string }[]): string {
  const [first = '', ...others] = blocks.map(({ name }) => name);
  let length = first.length;
  for (const name of others) while (!name.startsWith(first.slice(0, length))) length--;
  const common = first.slice(0, length).replace(/[_\-.]+$/, '');
  return others.length === 0 || common !== '' ? common || first : `${first} … ${others.at(-1)}`;
}
