/** BatchNorm (Ioffe & Szegedy 2015, arXiv 1502.03167): batch statistics in training, running ones in evaluation. */
import { ones, variable, zeros, type Tensor, type Tensor1D, type Variable } from '@tensorflow/tfjs-core';
import { BATCH_NORM_EPSILON as EPSILON, BATCH_NORM_RUNNING } from '../../src/shared/network/constants.ts';
import { batchNorm, batchNormFrozenGradient, batchNormGradient, batchNormInference } from '../ops/batch-norm.ts';
import { movingAverages } from '../ops/update.ts';
import { assignValues, valuesOf } from '../ops/values.ts';
import { filled } from './initial.ts';
import { Parameter } from './parameter.ts';

function statistic(channels: number, start: 0 | 1): Variable {
  const initial = start === 0 ? zeros([channels]) : ones([channels]);
  const kept = variable(initial, false);
  initial.dispose();
  return kept;
}

/** The saved running statistics. */
export interface RunningState {
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

export class BatchNormalization {
  readonly scale: Parameter;
  readonly offset: Parameter;
  readonly runningMean: Variable;
  readonly runningVariance: Variable;
  #x: Tensor | null = null;
  #y: Tensor | null = null;
  #mean: Tensor1D | null = null;
  #variance: Tensor1D | null = null;

  constructor(
    /** Prefix of its tensors' names: the name of the layer before it, or its own. */
    readonly name: string,
    channels: number,
    readonly relu: boolean,
  ) {
    this.scale = new Parameter(
      `${name}/scale`,
      'scale',
      [channels],
      filled([channels], () => 1),
    );
    this.offset = new Parameter(
      `${name}/offset`,
      'offset',
      [channels],
      filled([channels], () => 0),
    );
    this.runningMean = statistic(channels, 0);
    this.runningVariance = statistic(channels, 1);
  }

  forward(x: Tensor): Tensor {
    const { y, mean, variance } = batchNorm(
      x,
      this.scale.value as Tensor1D,
      this.offset.value as Tensor1D,
      EPSILON,
      this.relu,
    );
    this.#x = x;
    this.#y = y;
    this.#mean = mean;
    this.#variance = variance;
    movingAverages([this.runningMean, this.runningVariance], [mean, variance], BATCH_NORM_RUNNING);
    return y;
  }

  infer(x: Tensor): Tensor {
    const asVector = (value: Variable): Tensor1D => value as Tensor1D;
    return batchNormInference(
      x,
      asVector(this.runningMean),
      asVector(this.runningVariance),
      asVector(this.scale.value),
      asVector(this.offset.value),
      EPSILON,
      this.relu,
    );
  }

  backward(dy: Tensor): Tensor {
    if (!this.#x || !this.#mean || !this.#variance) throw new Error('backward before forward');
    const { dx, dScale, dOffset } = batchNormGradient(
      dy,
      this.#x,
      this.relu ? this.#y : null,
      this.#mean,
      this.#variance,
      this.scale.value as Tensor1D,
      EPSILON,
    );
    this.scale.gradient = dScale;
    this.offset.gradient = dOffset;
    return dx;
  }

  /** The input gradient with constant batch statistics; does not change the parameters' gradients. */
  backwardFrozen(dy: Tensor): Tensor {
    if (!this.#variance) throw new Error('backward before forward');
    const scale = this.scale.value as Tensor1D;
    return batchNormFrozenGradient(dy, this.relu ? this.#y : null, this.#variance, scale, EPSILON);
  }

  async saveRunning(): Promise<RunningState> {
    const [mean, variance] = await Promise.all([valuesOf(this.runningMean), valuesOf(this.runningVariance)]);
    return { mean, variance };
  }

  restoreRunning({ mean, variance }: RunningState): void {
    assignValues(this.runningMean, mean);
    assignValues(this.runningVariance, variance);
  }

  dispose(): void {
    for (const held of [this.scale, this.offset, this.runningMean, this.runningVariance]) held.dispose();
  }
}
