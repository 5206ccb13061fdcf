/**
 * A run's training loss as a function of all trained numbers. It uses a separate network, so training is unaffected.
 * BatchNorm uses the statistics of each pass's own examples, as a training step does. Dropout, label smoothing and weight
 * decay are off.
 */
import {
  add,
  concat,
  keep,
  mul,
  reshape,
  tensor,
  tensor1d,
  tidy,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { fillImages, fillLabels } from '../data/image-set.ts';
import { breathe } from '../data/progress.ts';
import type { Layer } from '../models/layer.ts';
import { buildNetwork } from '../models/networks.ts';
import { softmaxCrossEntropy, softmaxCrossEntropyValues } from '../ops/loss.ts';
import { assignValues, valuesOf } from '../ops/values.ts';
import type { Run } from '../training/run.ts';

/** The loss is a mean over this many training examples, rounded down to whole minibatches. */
const EXAMPLES = 512;

/** All trained numbers of a network, concatenated in the order of its parameters. */
export async function weightsOf(network: Layer): Promise<Float32Array> {
  const values = await Promise.all(network.parameters.map(({ value }) => valuesOf(value)));
  return joined(values);
}

export class LossSurface {
  /** The loss is a mean over the first `examples` training examples, in the order of the seeded draw. */
  readonly examples: number;
  readonly #network: Layer;

  constructor(readonly run: Run) {
    const { params, data } = run;
    const { batch } = params;
    this.examples = batch * Math.max(1, Math.floor(Math.min(EXAMPLES, data.train.count) / batch));
    this.#network = buildNetwork(
      params,
      { channels: data.train.channels, classes: data.classNames.length },
      { dropout: false },
    );
  }

  get parameters(): Layer['parameters'] {
    return this.#network.parameters;
  }

  /** The run's initial weights, until `losses` or `gradient` is called. */
  weights(): Promise<Float32Array> {
    return weightsOf(this.#network);
  }

  /** Mean cross-entropy at a point for each label set, nats; NaN if it is not finite. */
  async losses(point: Float32Array, labelSets: readonly Uint8Array[]): Promise<number[]> {
    this.#moveTo(point);
    const sums = labelSets.map(() => 0);
    const { batch } = this.run.params;
    for (let from = 0; from < this.examples; from += batch) {
      await this.#turn();
      const values = await read(() => {
        const logits = this.#forward(from);
        return concat(labelSets.map((labels) => softmaxCrossEntropyValues(logits, this.#labels(labels, from)).losses));
      });
      values.forEach((loss, k) => {
        const set = Math.floor(k / batch);
        sums[set] = (sums[set] ?? NaN) + loss;
      });
    }
    return sums.map((sum) => (Number.isFinite(sum) ? sum / this.examples : NaN));
  }

  /** The loss's gradient at a point. */
  async gradient(point: Float32Array, labels: Uint8Array): Promise<Float32Array> {
    this.#moveTo(point);
    const { batch } = this.run.params;
    let sum: Tensor1D | null = null;
    try {
      for (let from = 0; from < this.examples; from += batch) {
        await this.#turn();
        const before: Tensor1D | null = sum;
        sum = tidy(() => {
          const gradient = mul<Tensor1D>(this.#gradient(labels, from), batch / this.examples);
          return keep(before ? add<Tensor1D>(before, gradient) : gradient);
        });
        before?.dispose();
      }
      return sum ? await sum.data<'float32'>() : new Float32Array();
    } finally {
      sum?.dispose();
    }
  }

  dispose(): void {
    this.#network.dispose();
  }

  #moveTo(point: Float32Array): void {
    let from = 0;
    for (const { value, size } of this.parameters) {
      assignValues(value, point.slice(from, from + size));
      from += size;
    }
  }

  #forward(from: number): Tensor2D {
    const { data, params } = this.run;
    const { train } = data;
    const { batch } = params;
    const images = new Float32Array(batch * train.size * train.size * train.channels);
    fillImages(train, this.#indices(from), 0, batch, images);
    return this.#network.forward(tensor(images, [batch, train.size, train.size, train.channels])) as Tensor2D;
  }

  #labels(labels: Uint8Array, from: number): Tensor1D {
    const { batch } = this.run.params;
    const observed = new Int32Array(batch);
    fillLabels(labels, this.#indices(from), 0, batch, observed);
    return tensor1d(observed, 'int32');
  }

  #indices(from: number): Uint32Array {
    return Uint32Array.from({ length: this.run.params.batch }, (_, k) => from + k);
  }

  /** The gradient of one minibatch, in the order of the parameters. */
  #gradient(labels: Uint8Array, from: number): Tensor1D {
    const { dLogits } = softmaxCrossEntropy(this.#forward(from), this.#labels(labels, from));
    this.#network.backward(dLogits, false, false);
    return concat(
      this.parameters.map((parameter): Tensor1D => {
        const { gradient, size } = parameter;
        if (!gradient) throw new Error('a parameter without a gradient');
        parameter.gradient = null;
        return reshape(gradient, [size]);
      }),
    );
  }

  /** Lets training steps and messages run before each pass. Rejects if the run was disposed meanwhile. */
  async #turn(): Promise<void> {
    await breathe();
    if (this.run.disposed) throw new Error('the run was left');
  }
}

async function read(compute: () => Tensor1D): Promise<Float32Array> {
  const made = tidy(() => keep(compute()));
  try {
    return await made.data<'float32'>();
  } finally {
    made.dispose();
  }
}

export function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
