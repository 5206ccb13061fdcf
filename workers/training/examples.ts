/** Where a step's batches come from: filled on the processor, or gathered on a device that keeps all examples. */
import { keep, tensor, tensor1d, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { stepGraph } from '../backends/step-graph.ts';
import { fillImages, fillLabels, type ImageSet } from '../data/image-set.ts';
import { canGather, gatherBatch, type DeviceImages } from '../ops/gather.ts';
import type { Batch } from './train-step.ts';

export interface Examples {
  /**
   * The examples `indices` with their labels in `given`. Images made for the same `indices` may be shared; they live
   * until others are asked for.
   */
  batch(indices: Uint32Array, given: Uint8Array): Batch;
  dispose(): void;
}

/** Examples of the training set for batches of `batch`, on the device where it can record steps and has room for them. */
export function examplesOf(set: ImageSet, batch: number): Examples {
  const fits = set.pixels.length <= (stepGraph()?.mostBytes ?? 0);
  return canGather() && fits ? DeviceExamples.ofBytes(set) : new HostExamples(set, batch);
}

class HostExamples implements Examples {
  readonly #values: Float32Array;
  readonly #labels: Int32Array;
  #made: { readonly indices: Uint32Array; readonly images: Tensor } | null = null;

  constructor(
    readonly set: ImageSet,
    readonly size: number,
  ) {
    this.#values = new Float32Array(size * set.size * set.size * set.channels);
    this.#labels = new Int32Array(size);
  }

  batch(indices: Uint32Array, given: Uint8Array): Batch {
    const { set, size } = this;
    if (this.#made?.indices !== indices) {
      this.dispose();
      fillImages(set, indices, 0, size, this.#values);
      const images = keep<Tensor>(tensor(this.#values, [size, set.size, set.size, set.channels]));
      this.#made = { indices, images };
    }
    fillLabels(given, indices, 0, size, this.#labels);
    return { images: this.#made.images, labels: tensor1d(this.#labels.slice(), 'int32') };
  }

  dispose(): void {
    this.#made?.images.dispose();
    this.#made = null;
  }
}

export class DeviceExamples implements Examples {
  constructor(readonly images: DeviceImages) {}

  static ofBytes({ pixels, size, channels, scaling }: ImageSet): DeviceExamples {
    const words = new Int32Array(Math.ceil(pixels.length / 4));
    new Uint8Array(words.buffer).set(pixels);
    return new DeviceExamples({
      pixels: keep(tensor1d(words, 'int32')),
      factors: keep(tensor1d(Float32Array.from(scaling.factors))),
      offsets: keep(tensor1d(Float32Array.from(scaling.offsets))),
      size,
      channels,
    });
  }

  batch(indices: Uint32Array, given: Uint8Array): Batch {
    return this.gather(tensor1d(this.choice(indices, given), 'int32'));
  }

  /** What `gather` has to be told: the indices, then their labels. */
  choice(indices: Uint32Array, given: Uint8Array): Int32Array {
    const chosen = new Int32Array(2 * indices.length);
    chosen.set(indices);
    fillLabels(given, indices, 0, indices.length, chosen.subarray(indices.length));
    return chosen;
  }

  gather(choice: Tensor1D): Batch {
    return gatherBatch(this.images, choice);
  }

  dispose(): void {
    const { pixels, factors, offsets } = this.images;
    for (const tensor of [pixels, factors, offsets]) tensor.dispose();
  }
}
