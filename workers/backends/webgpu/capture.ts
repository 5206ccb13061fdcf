/**
 * Records the commands of a step while it runs: every dispatch with its pipeline and bind group, and the buffers that
 * they use, which nothing else may reuse then. Independent of the kernels.
 *
 * Values that one step leaves for the next need no copy: the two tensors exchange their buffers, and every second run
 * of the commands uses bind groups in which the two are swapped.
 */
import { engine, type KernelBackend } from '@tensorflow/tfjs-core';
import type { LiveNumbers } from '../common/step-graph.ts';
import type { Commands, Pass, TensorData } from './commands.ts';

export interface Dispatched {
  readonly pipeline: GPUComputePipeline;
  /** Bind group of the captured step and every second one after it, and of the steps between. */
  readonly bindings: readonly [GPUBindGroup, GPUBindGroup];
  readonly groups: readonly [number, number, number];
}

interface CapturedNumbers {
  readonly numbers: Float32Array<ArrayBuffer>;
  readonly binding: GPUBufferBinding;
}

const INTERCEPTED = ['uploadToGPU', 'makeUniforms', 'ensureCommandEncoderReady'] as const;

export class Capture {
  dispatched: readonly Dispatched[] = [];
  /** The numbers that change from step to step, as the captured step had them, and their uniform buffers. */
  readonly live = new Map<keyof LiveNumbers, CapturedNumbers>();
  /** Tensors that the step updates in place. */
  readonly changed = new Set<TensorData>();
  /** Whether no values came from the CPU, so that the same commands give the same step. */
  whole = true;
  readonly #commands: Commands & KernelBackend;
  readonly #held = new Set<object>();
  readonly #uniforms: GPUBuffer[] = [];
  readonly #noted: { pipeline: GPUComputePipeline; group: GPUBindGroup; groups: Dispatched['groups'] }[] = [];
  readonly #described = new Map<GPUBindGroup, GPUBindGroupDescriptor>();
  readonly #exchanged: (readonly [TensorData, TensorData])[] = [];
  #turn: 0 | 1 = 0;

  constructor(commands: Commands & KernelBackend) {
    this.#commands = commands;
  }

  /** Runs `step` and records every command. */
  run<T>(step: () => T): T {
    const commands = this.#commands;
    const upload = commands.uploadToGPU.bind(commands);
    const makeUniforms = commands.makeUniforms.bind(commands);
    const makeReady = commands.ensureCommandEncoderReady.bind(commands);
    const { device } = commands;
    const bind = device.createBindGroup.bind(device);
    commands.endComputePassEncoder();
    device.createBindGroup = (descriptor) => {
      const group = bind(descriptor);
      this.#described.set(group, descriptor);
      return group;
    };
    commands.uploadToGPU = (id) => {
      const { resource, values } = commands.tensorMap.get(id);
      if (resource === null && values !== null) this.whole = false;
      upload(id);
      if (this.#held.has(id)) return;
      this.#held.add(id);
      commands.incRef(id);
    };
    commands.makeUniforms = (fields) => {
      const made = makeUniforms(fields);
      // Otherwise the next submission would release it for reuse.
      commands.uniformPendingDisposal.splice(commands.uniformPendingDisposal.lastIndexOf(made.buffer), 1);
      this.#uniforms.push(made.buffer);
      return made;
    };
    commands.ensureCommandEncoderReady = () => {
      makeReady();
      const encoder = commands.commandEncoder;
      if (encoder) commands.computePassEncoder ??= this.#noting(encoder.beginComputePass());
    };
    try {
      return step();
    } finally {
      commands.endComputePassEncoder();
      // Restores the class's own methods.
      for (const name of INTERCEPTED) Reflect.deleteProperty(commands, name);
      Reflect.deleteProperty(device, 'createBindGroup');
      this.dispatched = this.#bothTurns();
      this.#noted.length = 0;
      this.#described.clear();
    }
  }

  /** The uniform buffer of the numbers of this name, shared by all dispatches of the step. Throws if they differ. */
  liveUniforms(name: keyof LiveNumbers, numbers: readonly number[]): GPUBufferBinding {
    const known = this.live.get(name);
    if (known) {
      if (!sameNumbers(known.numbers, numbers)) throw new Error('two sets of numbers in one step');
      return known.binding;
    }
    const binding = this.#commands.makeUniforms(numbers.map((value) => ({ type: 'float32', data: [value] })));
    this.live.set(name, { numbers: Float32Array.from(numbers), binding });
    return binding;
  }

  /** Swaps the buffers of two tensors of one size, now and at the end of each run of the commands. */
  exchange(a: TensorData, b: TensorData): void {
    this.#exchanged.push([a, b]);
    this.changed.add(a).add(b);
    [a.resource, b.resource] = [b.resource, a.resource];
  }

  /** Which of its two bind groups each dispatch uses in the next run; swaps the tensors as that run will. */
  turn(): 0 | 1 {
    for (const [a, b] of this.#exchanged) [a.resource, b.resource] = [b.resource, a.resource];
    this.#turn = this.#turn === 0 ? 1 : 0;
    return this.#turn;
  }

  /** Releases the buffers. */
  release(): void {
    const commands = this.#commands;
    for (const id of this.#held) if (commands.disposeData(id)) engine().removeDataId(id, commands);
    for (const buffer of this.#uniforms) commands.bufferManager.releaseBuffer(buffer);
    this.#held.clear();
    this.#uniforms.length = 0;
  }

  #bothTurns(): Dispatched[] {
    const other = new Map<unknown, unknown>();
    for (const [a, b] of this.#exchanged) other.set(a.resource, b.resource).set(b.resource, a.resource);
    const turned = (entry: GPUBindGroupEntry): GPUBindGroupEntry => {
      const binding = entry.resource as Partial<GPUBufferBinding>;
      const buffer = other.get(binding.buffer);
      return buffer instanceof GPUBuffer ? { ...entry, resource: { ...binding, buffer } } : entry;
    };
    return this.#noted.map(({ pipeline, group, groups }) => {
      const descriptor = this.#described.get(group);
      const entries = [...(descriptor?.entries ?? [])];
      const next = entries.map(turned);
      if (!descriptor || next.every((entry, i) => entry === entries[i]))
        return { pipeline, bindings: [group, group], groups };
      return {
        pipeline,
        bindings: [group, this.#commands.device.createBindGroup({ ...descriptor, entries: next })],
        groups,
      };
    });
  }

  #noting(pass: GPUComputePassEncoder): Pass {
    let pipeline: GPUComputePipeline | null = null;
    let group: GPUBindGroup | null = null;
    return {
      setPipeline(next) {
        pipeline = next;
        pass.setPipeline(next);
      },
      setBindGroup(index, next) {
        group = next;
        pass.setBindGroup(index, next);
      },
      dispatchWorkgroups: (x, y = 1, z = 1) => {
        pass.dispatchWorkgroups(x, y, z);
        if (pipeline && group) this.#noted.push({ pipeline, group, groups: [x, y, z] });
      },
      end() {
        pass.end();
      },
    };
  }
}

/** Whether `a` holds the values of `b` rounded to float32. */
export function sameNumbers(a: Float32Array, b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, Math.fround(b[i] ?? NaN)));
}
