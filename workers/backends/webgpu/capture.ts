/**
 * Notes what passes through tfjs's stream of commands while a step runs for real: every dispatch with its pipeline and
 * bind group, and the buffers that these hold on to, so that no one else gets them. Knows no kernel.
 */
import { engine, type KernelBackend } from '@tensorflow/tfjs-core';
import type { LiveNumbers } from '../step-recorder.ts';
import type { Commands, Pass, TensorData } from './commands.ts';

export interface Dispatched {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly groups: readonly [number, number, number];
}

/** A place in a uniform buffer that holds one of the numbers that change. */
export interface LiveUniform {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly name: keyof LiveNumbers;
}

const INTERCEPTED = ['uploadToGPU', 'makeUniforms', 'ensureCommandEncoderReady'] as const;

export class Capture {
  readonly dispatched: Dispatched[] = [];
  readonly live: LiveUniform[] = [];
  /** Tensors that the step writes over in their own buffers. */
  readonly changed = new Set<TensorData>();
  /** Nothing was taken from the processor, so that running the same commands does the same. */
  whole = true;
  readonly #commands: Commands & KernelBackend;
  readonly #held = new Set<object>();
  readonly #uniforms: GPUBuffer[] = [];

  constructor(commands: Commands & KernelBackend) {
    this.#commands = commands;
  }

  /** Runs `step` with every command noted. */
  run<T>(step: () => T): T {
    const commands = this.#commands;
    const upload = commands.uploadToGPU.bind(commands);
    const makeUniforms = commands.makeUniforms.bind(commands);
    const makeReady = commands.ensureCommandEncoderReady.bind(commands);
    commands.endComputePassEncoder();
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
      // Else the next submission gives it to whoever wants one of its size.
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
      // The class's own come to light again.
      for (const name of INTERCEPTED) Reflect.deleteProperty(commands, name);
    }
  }

  /** Gives the buffers back. */
  release(): void {
    const commands = this.#commands;
    for (const id of this.#held) if (commands.disposeData(id)) engine().removeDataId(id, commands);
    for (const buffer of this.#uniforms) commands.bufferManager.releaseBuffer(buffer);
    this.#held.clear();
    this.#uniforms.length = 0;
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
        if (pipeline && group) this.dispatched.push({ pipeline, group, groups: [x, y, z] });
      },
      end() {
        pass.end();
      },
    };
  }
}
