/** A linear map → BatchNorm or bias → ReLU: the one layer with a kernel, dense or convolution. */
import { reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { RandomStream } from '../../src/shared/util/random.ts';
import { biasGradient, reluGradient } from '../ops/activation.ts';
import { BatchNormalization } from './batch-normalization.ts';
import { filled, heNormal } from './initial.ts';
import type { KernelLayer, Layer } from './layer.ts';
import type { LinearMap } from './linear-map.ts';
import { Parameter } from './parameter.ts';

export interface BlockOptions {
  readonly name: string;
  readonly map: LinearMap;
  readonly norm: boolean;
  /** Ignored with BatchNorm, whose offset has the same effect. */
  readonly bias: boolean;
  readonly relu: boolean;
  /** Gain of the initial weights' variance, see `heNormal`. */
  readonly gain: 1 | 2;
}

export class Block implements Layer, KernelLayer {
  readonly name: string;
  readonly map: LinearMap;
  readonly kernel: Parameter;
  readonly parameters: readonly Parameter[];
  readonly normalizations: readonly BatchNormalization[];
  readonly blocks: readonly KernelLayer[] = [this];
  readonly #bias: Parameter | null;
  readonly #norm: BatchNormalization | null;
  readonly #relu: boolean;
  /** Shape of the image that a dense layer flattens. */
  #inputShape: number[] = [];
  #x: Tensor | null = null;
  #y: Tensor | null = null;
  /** Loss gradient with respect to the linear map's output. */
  #delta: Tensor | null = null;

  constructor({ name, map, norm, bias, relu, gain }: BlockOptions, random: RandomStream) {
    this.name = name;
    this.map = map;
    this.#relu = relu;
    const outputs = map.shape.at(-1) ?? 0;
    this.kernel = new Parameter(`${name}/kernel`, 'kernel', map.shape, heNormal(map.shape, gain, random));
    this.#norm = norm ? new BatchNormalization(name, outputs, relu) : null;
    this.normalizations = this.#norm ? [this.#norm] : [];
    const zeros = filled([outputs], () => 0);
    this.#bias = norm || !bias ? null : new Parameter(`${name}/bias`, 'bias', [outputs], zeros);
    const { scale, offset } = this.#norm ?? {};
    this.parameters = [this.kernel, this.#bias, scale, offset].filter((parameter) => parameter instanceof Parameter);
  }

  forward(x: Tensor): Tensor {
    this.#inputShape = x.shape;
    this.#x = this.#shaped(x);
    this.#y = this.#norm ? this.#norm.forward(this.#linear(this.#x, false)) : this.#linear(this.#x, this.#relu);
    return this.#y;
  }

  infer(x: Tensor): Tensor {
    const shaped = this.#shaped(x);
    return this.#norm ? this.#norm.infer(this.#linear(shaped, false)) : this.#linear(shaped, this.#relu);
  }

  backward(dy: Tensor, needsInput: boolean, frozen: boolean): Tensor | null {
    if (!this.#x || !this.#y) throw new Error('backward before forward');
    const delta = this.#outputGradient(dy, this.#y, frozen);
    if (this.#bias && !frozen) this.#bias.gradient = biasGradient(delta);
    this.kernel.gradient = frozen ? null : this.map.kernelGradient(this.#x, delta);
    this.#delta = delta;
    if (!needsInput) return null;
    const gradient = this.map.inputGradient(delta, this.kernel.value, this.#x.shape);
    return gradient.rank === this.#inputShape.length ? gradient : reshape(gradient, this.#inputShape);
  }

  probe(): Tensor[] {
    if (!this.#x || !this.#delta) throw new Error('a probe before a step');
    return this.map.probe(this.#x, this.#delta, this.kernel.gradient);
  }

  dispose(): void {
    this.kernel.dispose();
    this.#bias?.dispose();
    this.#norm?.dispose();
  }

  /** The loss gradient with respect to the linear map's output. */
  #outputGradient(dy: Tensor, y: Tensor, frozen: boolean): Tensor {
    if (this.#norm) return frozen ? this.#norm.backwardFrozen(dy) : this.#norm.backward(dy);
    return this.#relu ? reluGradient(dy, y) : dy;
  }

  /** A dense layer after images flattens them. */
  #shaped(x: Tensor): Tensor {
    return this.map.shape.length === 2 && x.rank > 2 ? reshape(x, [x.shape[0], this.map.shape[0] ?? 0]) : x;
  }

  #linear(x: Tensor, relu: boolean): Tensor {
    return this.map.apply(x, this.kernel.value, this.#bias?.value ?? null, relu);
  }
}
