/** The inputs and attributes of one kernel call, read with type checks. */
import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { LabKernel } from '../../ops/kernel.ts';

export class Call {
  constructor(
    readonly inputs: NamedTensorInfoMap,
    readonly attributes: NamedAttrMap,
  ) {}

  input(name: string): TensorInfo {
    const tensor = this.inputs[name];
    if (!tensor) throw new Error(`no input ${name}`);
    return tensor;
  }

  /** The inputs `name0`, `name1` and so on. */
  counted(name: string): TensorInfo[] {
    const tensors: TensorInfo[] = [];
    for (let i = 0; this.inputs[`${name}${i}`]; i++) tensors.push(this.input(`${name}${i}`));
    return tensors;
  }

  number(name: string): number {
    const value = this.attributes[name];
    if (typeof value !== 'number') throw new Error(`no number ${name}`);
    return value;
  }

  /** 1 if the attribute is true, else 0. */
  flag(name: string): number {
    return this.attributes[name] === true ? 1 : 0;
  }

  shape(name: string): number[] {
    return this.numbers(name);
  }

  numbers(name: string): number[] {
    const value = this.attributes[name];
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'number')) throw new Error(`no list ${name}`);
    return value;
  }

  text(name: string): string {
    const value = this.attributes[name];
    if (typeof value !== 'string') throw new Error(`no text ${name}`);
    return value;
  }
}

/** The JavaScript side of kernels, by name; `T` is their context. */
export type KernelTable<T> = Readonly<
  Partial<Record<LabKernel, (call: Call, context: T) => TensorInfo | TensorInfo[]>>
>;

export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** [product of all axes but the last, the last axis]. */
export function rowsAndChannels(shape: readonly number[]): [number, number] {
  const channels = shape.at(-1) ?? 1;
  return [channels === 0 ? 0 : sizeOf(shape) / channels, channels];
}

/** Checks that the shape has rank 4. */
export function four(shape: readonly number[]): [number, number, number, number] {
  const [a, b, c, d] = shape;
  if (a === undefined || b === undefined || c === undefined || d === undefined || shape.length !== 4) {
    throw new Error(`a shape of four was due, not ${JSON.stringify(shape)}`);
  }
  return [a, b, c, d];
}

/** Pixels of padding before an image, 'same' as in TensorFlow. */
export function paddingBefore(size: number, window: number, stride: number): number {
  return Math.floor(Math.max((Math.ceil(size / stride) - 1) * stride + window - size, 0) / 2);
}
