/**
 * Encodes the lab's compute programs into tfjs's command stream. They may have several outputs and update in place,
 * which tfjs's own program runner does not support.
 */
import { env, type DataType, type KernelBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import { Capture } from './capture.ts';
import { bufferOf, copyBuffer, hasCommands, type Commands } from './commands.ts';
import type { LiveNumbers } from '../common/step-graph.ts';
import type { DispatchConfig } from './dispatch-config.ts';

/**
 * A compute shader with one entry point `main`: storage buffers at bindings 0, 1, …, then one uniform structure of
 * numbers. It may use THREADS of the dispatch configuration.
 */
export interface Program {
  /** Unique, because its pipeline is cached under it. */
  readonly name: string;
  readonly code: string;
}

export interface Dispatch {
  /** In the order of bindings. Tensors that are updated in place may be among them. */
  readonly tensors: readonly TensorInfo[];
  /** The ones of `tensors` that the program changes. */
  readonly changed?: readonly TensorInfo[];
  /** The uniform structure's fields, four bytes each. */
  readonly uniforms: readonly Uniform[];
  /**
   * The fields, float32, of a second uniform structure with numbers that change from step to step. All dispatches of a
   * recorded step share the numbers of one name, and replays set new values.
   */
  readonly live?: { readonly name: keyof LiveNumbers; readonly numbers: readonly number[] };
  readonly groups: readonly [x: number, y?: number, z?: number];
}

export interface Uniform {
  readonly type: 'float32' | 'uint32';
  readonly value: number;
}

export const whole = (value: number): Uniform => ({ type: 'uint32', value });
const fieldOf = ({ type, value }: Uniform) => ({ type, data: [value] });
export const real = (value: number): Uniform => ({ type: 'float32', value });

/** The program's code for a device with this dispatch configuration. */
export const codeOf = ({ code }: Program, { threads }: DispatchConfig): string =>
  `const THREADS = ${threads}u;\n${code}`;

export class KernelEncoder {
  readonly commands: Commands & KernelBackend;
  #capture: Capture | null = null;
  readonly #pipelines = new Map<string, GPUComputePipeline>();

  constructor(
    backend: KernelBackend,
    readonly division: DispatchConfig,
  ) {
    if (!hasCommands(backend)) throw new Error('tfjs’s WebGPU backend is not the one the lab knows');
    this.commands = backend;
  }

  /** Runs `step` and records its commands. */
  capture<T>(step: () => T): { readonly capture: Capture; readonly made: T } {
    const capture = new Capture(this.commands);
    this.#capture = capture;
    try {
      return { capture, made: capture.run(step) };
    } finally {
      this.#capture = null;
    }
  }

  /**
   * Number of workgroups of `size` threads for `count` items, up to the useful number; a program loops over the rest.
   */
  groups(count: number, size = this.division.threads): number {
    return Math.max(1, Math.min(Math.ceil(count / size), this.division.mostGroups));
  }

  /** A new uninitialized tensor. */
  output(shape: readonly number[], type: DataType = 'float32'): TensorInfo {
    return this.commands.makeTensorInfo([...shape], type);
  }

  /** Frees a tensor with no other owner, once the recorded commands have run. */
  release({ dataId }: TensorInfo): void {
    this.commands.disposeData(dataId);
  }

  /** Moves the values of `from` to `to`, both on the device and of one size; those of `from` are then undefined. */
  hand(from: TensorInfo, to: TensorInfo): void {
    const { commands } = this;
    if (this.#capture) {
      this.#capture.exchange(commands.tensorMap.get(from.dataId), commands.tensorMap.get(to.dataId));
      return;
    }
    const [source, target] = [bufferOf(commands, from), bufferOf(commands, to)];
    commands.tensorMap.get(to.dataId).values = null;
    copyBuffer(commands, source, 0, target, 0, target.size);
  }

  /** Records one dispatch after all recorded commands. */
  dispatch(program: Program, { tensors, changed = [], uniforms, live, groups }: Dispatch): void {
    const commands = this.commands;
    for (const { dataId } of tensors) {
      commands.uploadToGPU(dataId);
      commands.commandQueueOwnedIds.add(dataId);
    }
    // Values that were read are cached next to the buffer; a later read would return them instead of the new ones.
    for (const { dataId } of changed) {
      const data = commands.tensorMap.get(dataId);
      data.values = null;
      this.#capture?.changed.add(data);
    }
    const pipeline = this.#pipeline(program);
    const bindings = tensors.map((tensor) => commands.tensorToBinding(tensor));
    bindings.push(commands.makeUniforms(uniforms.map(fieldOf)));
    if (live) {
      const own = this.#capture?.liveUniforms(live.name, live.numbers);
      bindings.push(own ?? commands.makeUniforms(live.numbers.map(real).map(fieldOf)));
    }
    const bindGroup = commands.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: bindings.map((resource, binding) => ({ binding, resource })),
    });
    commands.ensureCommandEncoderReady();
    commands.computePassEncoder ??= commands.commandEncoder?.beginComputePass() ?? null;
    const pass = commands.computePassEncoder;
    if (!pass) throw new Error('no command encoder');
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(...groups);
    commands.dispatchCountInPass++;
    if (commands.dispatchCountInPass >= env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
      commands.endComputePassEncoder();
      commands.submitQueue();
    }
  }

  #pipeline(program: Program): GPUComputePipeline {
    const { name } = program;
    const known = this.#pipelines.get(name);
    if (known) return known;
    const { device } = this.commands;
    const module = device.createShaderModule({ label: name, code: codeOf(program, this.division) });
    const made = device.createComputePipeline({ label: name, layout: 'auto', compute: { module, entryPoint: 'main' } });
    this.#pipelines.set(name, made);
    return made;
  }
}
