/** Types the parts of tfjs's WebGPU backend that the lab uses; tfjs's typings declare some of them private. */
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { BufferPool } from './buffer-pool.ts';

/** A tensor's values, on either side. */
export interface TensorData {
  /** The values on the CPU, read or not yet uploaded; null if only the buffer has them. */
  values: unknown;
  /** Its buffer; null if it has none. */
  resource: unknown;
}

/** The methods of a pass that are used while a step is recorded. */
export interface Pass {
  setPipeline(pipeline: GPUComputePipeline): void;
  setBindGroup(index: number, group: GPUBindGroup): void;
  dispatchWorkgroups(x: number, y?: number, z?: number): void;
  end(): void;
}

export interface Commands {
  readonly device: GPUDevice;
  /** The lab's own pool since the backend was started. */
  readonly bufferManager: BufferPool;
  readonly tensorMap: { get(id: object): TensorData };
  readonly commandQueueOwnedIds: WeakSet<object>;
  readonly commandEncoder: GPUCommandEncoder | null;
  readonly uniformPendingDisposal: GPUBuffer[];
  computePassEncoder: Pass | null;
  dispatchCountInPass: number;
  incRef(id: object): void;
  uploadToGPU(id: object): void;
  disposeData(id: object): boolean;
  tensorToBinding(tensor: TensorInfo): GPUBindingResource;
  makeTensorInfo(shape: readonly number[], type: DataType): TensorInfo;
  makeUniforms(fields: readonly { readonly type: string; readonly data: number[] }[]): GPUBufferBinding;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

const METHODS = [
  'incRef',
  'uploadToGPU',
  'disposeData',
  'tensorToBinding',
  'makeTensorInfo',
  'makeUniforms',
  'ensureCommandEncoderReady',
  'endComputePassEncoder',
  'submitQueue',
];

export function hasCommands(backend: object): backend is Commands {
  return 'device' in backend && METHODS.every((name) => typeof Reflect.get(backend, name) === 'function');
}

/** Submits recorded commands, if there are any. */
export function submitAll(commands: Commands): void {
  if (commands.commandEncoder === null) return;
  commands.endComputePassEncoder();
  commands.submitQueue();
}

/** Throws if its values are not on the device. */
export function bufferOf(commands: Commands, { dataId }: { readonly dataId: object }): GPUBuffer {
  const { resource } = commands.tensorMap.get(dataId);
  if (!(resource instanceof GPUBuffer)) throw new Error('a tensor that is not on the device');
  return resource;
}

/** After all recorded commands; offsets and size in bytes. */
export function copyBuffer(
  commands: Commands,
  from: GPUBuffer,
  fromOffset: number,
  to: GPUBuffer,
  toOffset: number,
  size: number,
): void {
  commands.ensureCommandEncoderReady();
  commands.endComputePassEncoder();
  commands.commandEncoder?.copyBufferToBuffer(from, fromOffset, to, toOffset, size);
}
