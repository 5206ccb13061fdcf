/** Where a step's batches come from: filled on the CPU, or gathered on a device that holds all examples. */
import { keep, tensor, tensor1d, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { stepGraph } from '../backends/common/step-graph.ts';
import { borderOf, fillSquares, squareScalings, type Augmented } from '../data/augmented.ts';
import { fillImages, fillLabels, UNIT_SCALING, type ImageSet } from '../data/image-set.ts';
import { canGather, gatherBatch, gatherSquares, type DeviceImages } from '../ops/gather.ts';
import type { Batch } from './train-step.ts';

export interface Examples {
  /**
   * The examples `indices` with their labels in `observed`. Images are reused for the same `indices`, and freed when
   * others are requested.
   * @param step completed updates, which seed the variation of augmented examples
   */
  batch(indices: Uint32Array, observed: Uint8Array, step?: number): Batch;
  dispose(): void;
}

/** Examples of the training set for batches of `batch`; on the device if it can record steps and has the memory. */
export function examplesOf(set: ImageSet, batch: number, augmented?: Augmented): Examples {
  const fits = (augmented?.images ?? set).pixels.length <= (stepGraph()?.mostBytes ?? 0);
  return canGather() && fits ? DeviceExamples.ofBytes(set, augmented) : new HostExamples(set, batch, augmented);
}

class HostExamples implements Examples {
  readonly #values: Float32Array;
  readonly #labels: Int32Array;
  #made: { readonly indices: Uint32Array; readonly images: Tensor } | null = null;

  constructor(
    readonly set: ImageSet,
    readonly size: number,
    readonly augmented?: Augmented,
  ) {
    this.#values = new Float32Array(size * set.size * set.size * set.channels);
    this.#labels = new Int32Array(size);
  }

  batch(indices: Uint32Array, observed: Uint8Array, step = 0): Batch {
    const { set, size, augmented } = this;
    if (this.#made?.indices !== indices) {
      this.dispose();
      if (augmented) fillSquares(augmented, indices, augmented.place(step, size), this.#values);
      else fillImages(set, indices, 0, size, this.#values);
      const images = keep<Tensor>(tensor(this.#values, [size, set.size, set.size, set.channels]));
      this.#made = { indices, images };
    }
    fillLabels(observed, indices, 0, size, this.#labels);
    return { images: this.#made.images, labels: tensor1d(this.#labels.slice(), 'int32') };
  }

  dispose(): void {
    this.#made?.images.dispose();
    this.#made = null;
  }
}

export class DeviceExamples implements Examples {
  constructor(
    readonly images: DeviceImages,
    readonly augmented?: Augmented,
  ) {}

  static ofBytes(set: ImageSet, augmented?: Augmented): DeviceExamples {
    const { pixels, size, channels } = augmented?.images ?? set;
    // Augmented examples are scaled crop by crop.
    const scaling = augmented ? UNIT_SCALING : set.scaling;
    const words = new Int32Array(Math.ceil(pixels.length / 4));
    new Uint8Array(words.buffer).set(pixels);
    const images = {
      pixels: keep(tensor1d(words, 'int32')),
      factors: keep(tensor1d(Float32Array.from(scaling.factors))),
      offsets: keep(tensor1d(Float32Array.from(scaling.offsets))),
      size,
      channels,
    };
    return new DeviceExamples(images, augmented);
  }

  batch(indices: Uint32Array, observed: Uint8Array, step = 0): Batch {
    return this.gather(tensor1d(this.choice(indices, observed, step), 'int32'));
  }

  /** The inputs of `gather`: indices, labels and, for augmented examples, their variation in this step. */
  choice(indices: Uint32Array, observed: Uint8Array, step: number): Int32Array {
    const { augmented } = this;
    const batch = indices.length;
    const chosen = new Int32Array((augmented ? 5 : 2) * batch);
    chosen.set(indices);
    fillLabels(observed, indices, 0, batch, chosen.subarray(batch));
    if (augmented) {
      const placements = augmented.place(step, batch);
      chosen.set(placements, 2 * batch);
      chosen.set(new Int32Array(squareScalings(augmented, indices, placements).buffer), 3 * batch);
    }
    return chosen;
  }

  gather(choice: Tensor1D): Batch {
    const { images, augmented } = this;
    if (!augmented) return gatherBatch(images, choice);
    const { edge } = augmented;
    return gatherSquares(images, choice, { edge, border: borderOf(images.size, edge) });
  }

  dispose(): void {
    const { pixels, factors, offsets } = this.images;
    for (const tensor of [pixels, factors, offsets]) tensor.dispose();
  }
}
