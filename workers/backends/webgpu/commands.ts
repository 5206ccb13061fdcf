/** What the lab uses of tfjs's WebGPU backend; its typings call some of it private. Adds nothing of its own. */
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { BufferPool } from './buffer-pool.ts';

/** A tensor's values, on either side. */
export interface TensorData {
  /** As they were last read or are yet to be uploaded; null where the buffer alone has them. */
  values: unknown;
  /** Its buffer; null where it has none. */
  resource: unknown;
}

/** What is called on a pass while a step is recorded. */
export interface Pass {
  setPipeline(pipeline: GPUComputePipeline): void;
  setBindGroup(index: number, group: GPUBindGroup): void;
  dispatchWorkgroups(x: number, y?: number, z?: number): void;
  end(): void;
}

export interface Commands {
  readonly device: GPUDevice;
  /** The lab's own since the backend was started. */
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

/** Hands what was recorded to the device, where anything was. */
export function submitAll(commands: Commands): void {
  if (commands.commandEncoder === null) return;
  commands.endComputePassEncoder();
  commands.submitQueue();
}

/** Throws where its values are not on the device. */
export function bufferOf(commands: Commands, { dataId }: { readonly dataId: object }): GPUBuffer {
  const { resource } = commands.tensorMap.get(dataId);
  if (!(resource instanceof GPUBuffer)) throw new Error('a tensor that is not on the device');
  return resource;
}

/** Behind everything that was recorded before; offsets and size in bytes. */
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
