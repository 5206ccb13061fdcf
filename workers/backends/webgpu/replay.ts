/**
 * Records a training step on WebGPU and replays it. Replays are encoded into tfjs's command stream, so that tfjs's next
 * commands come after them. Several are submitted together, in submissions of limited duration.
 */
import { engine, type KernelBackend, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { LiveNumbers, RecordedStep, StepGraph } from '../common/step-graph.ts';
import { sameNumbers, type Capture } from './capture.ts';
import { bufferOf, copyBuffer, submitAll, type Commands } from './commands.ts';
import type { KernelEncoder } from './kernel-encoder.ts';
import { Submissions } from './submissions.ts';

/** Most steps whose inputs may wait for one submission. */
const SLOTS = 64;

export class WebgpuStepGraph implements StepGraph {
  readonly #recorder: KernelEncoder;
  readonly #submissions: Submissions;

  constructor(recorder: KernelEncoder) {
    this.#recorder = recorder;
    this.#submissions = new Submissions(recorder.commands, SLOTS);
  }

  get mostBytes(): number {
    return this.#recorder.commands.device.limits.maxStorageBufferBindingSize;
  }

  get full(): boolean {
    return this.#submissions.full;
  }

  room(): Promise<void> {
    return this.#submissions.room();
  }

  trim(what: 'idle' | 'all'): void {
    const { commands } = this.#recorder;
    // A free buffer may still be the target of an upload that waits for its submission.
    submitAll(commands);
    commands.bufferManager.trim(what);
  }

  rows(count: number, length: number): Tensor2D {
    const made = engine().makeTensorFromTensorInfo(this.#recorder.output([count, length]));
    this.#recorder.commands.uploadToGPU(made.dataId);
    return made as Tensor2D;
  }

  record(inputs: Tensor1D, rows: Tensor2D, step: () => Tensor1D): RecordedStep | null {
    const { commands } = this.#recorder;
    // Otherwise its upload would count as one by the step.
    commands.uploadToGPU(inputs.dataId);
    const { capture, made: row } = this.#recorder.capture(step);
    const recorded = new WebgpuRecordedStep(commands, this.#submissions, capture, inputs, row);
    recorded.copyRow(rows, 0);
    row.dispose();
    if (capture.whole) return recorded;
    recorded.dispose();
    return null;
  }
}

class WebgpuRecordedStep implements RecordedStep {
  readonly #commands: Commands & KernelBackend;
  readonly #submissions: Submissions;
  readonly #capture: Capture;
  readonly #inputs: GPUBuffer;
  readonly #row: GPUBuffer;
  /** The latest step's values: where they are on the device, and where in a slot. */
  readonly #live: readonly {
    readonly name: keyof LiveNumbers;
    readonly numbers: Float32Array<ArrayBuffer>;
    readonly binding: GPUBufferBinding;
    readonly at: number;
  }[];
  /** Inputs and numbers in flight, one slot per step that may wait. */
  readonly #slots: GPUBuffer;
  #slot = 0;
  readonly #slotBytes: number;

  constructor(
    commands: Commands & KernelBackend,
    submissions: Submissions,
    capture: Capture,
    inputs: Tensor1D,
    row: Tensor1D,
  ) {
    this.#commands = commands;
    this.#submissions = submissions;
    this.#capture = capture;
    this.#inputs = bufferOf(commands, inputs);
    this.#row = bufferOf(commands, row);
    let at = this.#inputs.size;
    this.#live = [...capture.live].map(([name, { numbers, binding }]) => {
      const place = at;
      at += numbers.byteLength;
      return { name, numbers: numbers.slice(), binding, at: place };
    });
    this.#slotBytes = at;
    this.#slots = commands.device.createBuffer({
      size: SLOTS * this.#slotBytes,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
    });
  }

  replay(inputs: Int32Array<ArrayBuffer>, live: LiveNumbers, rows: Tensor2D, at: number): void {
    const commands = this.#commands;
    const { dispatched, changed } = this.#capture;
    const slot = this.#slot * this.#slotBytes;
    this.#slot = (this.#slot + 1) % SLOTS;
    this.#write(inputs, this.#inputs, 0, slot);
    for (const { name, numbers, binding, at: place } of this.#live) {
      const next = live[name];
      if (!next) throw new Error(`no ${name} numbers for a step that was recorded with some`);
      if (sameNumbers(numbers, next)) continue;
      numbers.set(next);
      this.#write(numbers, binding.buffer, binding.offset ?? 0, slot + place);
    }
    for (const data of changed) data.values = null;
    const turn = this.#capture.turn();

    const most = this.#submissions.mostDispatches(dispatched.length);
    let pass: GPUComputePassEncoder | null = null;
    let last: GPUComputePipeline | null = null;
    let count = 0;
    for (const { pipeline, bindings, groups } of dispatched) {
      if (count === most) {
        pass?.end();
        pass = null;
        commands.submitQueue();
        count = 0;
      }
      if (pass === null) {
        commands.ensureCommandEncoderReady();
        pass = commands.commandEncoder?.beginComputePass() ?? null;
        last = null;
        if (pass === null) throw new Error('no command encoder');
      }
      if (pipeline !== last) pass.setPipeline(pipeline);
      last = pipeline;
      pass.setBindGroup(0, bindings[turn]);
      pass.dispatchWorkgroups(groups[0], groups[1], groups[2]);
      count++;
    }
    pass?.end();
    this.copyRow(rows, at);
    this.#submissions.stepQueued();
  }

  /** The row of the latest step. */
  copyRow(rows: Tensor2D, at: number): void {
    // Must not be reused before the copy has run.
    this.#commands.commandQueueOwnedIds.add(rows.dataId);
    copyBuffer(this.#commands, this.#row, 0, bufferOf(this.#commands, rows), at * this.#row.size, this.#row.size);
  }

  dispose(): void {
    submitAll(this.#commands);
    this.#capture.release();
    this.#slots.destroy();
  }

  /**
   * Writes values where the step reads them. A buffer write overtakes commands that are not submitted. So if steps
   * wait, the values go to a slot and are copied after those steps.
   */
  #write(
    values: Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>,
    to: GPUBuffer,
    offset: number,
    slot: number,
  ): void {
    const { device, commandEncoder } = this.#commands;
    if (commandEncoder === null) {
      device.queue.writeBuffer(to, offset, values);
      return;
    }
    device.queue.writeBuffer(this.#slots, slot, values);
    copyBuffer(this.#commands, this.#slots, slot, to, offset, values.byteLength);
  }
}
