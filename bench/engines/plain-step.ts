/** The lab's training step with all its measurements left out, but the loss: what they cost is measured against it. */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend as tfBackend, keep, tidy, type Scalar, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { ON_GPU, ON_PROCESSOR } from '../../workers/backends/webgpu/division.ts';
import { real, Recorder, whole } from '../../workers/backends/webgpu/recorder.ts';
import type { Layer } from '../../workers/models/layer.ts';
import type { Parameter } from '../../workers/models/parameter.ts';
import { softmaxCrossEntropy } from '../../workers/ops/loss.ts';
import type { Batch } from '../../workers/training/train-step.ts';
import { MOMENTUM } from '../work.ts';
import { soleMemory } from './meter.ts';
import compiled from './plain-update.as.ts?wasm';
import compiledShared from './plain-update.as.ts?wasm-shared';
import code from './plain-update.wgsl?raw';

export type PlainUpdate = (parameter: Parameter) => void;

type CompiledUpdate = (w: number, v: number, g: number, n: number, lr: number, momentum: number) => void;

/** The update of the backend in use, wasm or WebGPU, whose adapter may be in software. */
export function plainUpdate(lr: number, software: boolean): Promise<PlainUpdate> {
  const backend: unknown = tfBackend();
  if (backend instanceof BackendWasm) return wasmUpdate(backend, lr);
  if (backend instanceof WebGPUBackend) {
    const recorder = new Recorder(backend, software ? ON_PROCESSOR : ON_GPU);
    return Promise.resolve(webgpuUpdate(recorder, lr));
  }
  throw new Error('a step without measurements is known on wasm and webgpu alone');
}

function gradientOf({ gradient }: Parameter): Tensor {
  if (!gradient) throw new Error('a parameter without a gradient');
  return gradient;
}

async function wasmUpdate(backend: BackendWasm, lr: number): Promise<PlainUpdate> {
  const memory = soleMemory();
  // The lab's threads share their memory, where it has threads.
  const bytes = memory.buffer instanceof ArrayBuffer ? compiled : compiledShared;
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  const update = instance.exports.plainUpdate as CompiledUpdate;
  const at = ({ dataId }: Tensor): number => backend.getMemoryOffset(dataId);
  return (parameter) => {
    const { value, velocity, size } = parameter;
    update(at(value), at(velocity), at(gradientOf(parameter)), size, lr, MOMENTUM);
  };
}

function webgpuUpdate(recorder: Recorder, lr: number): PlainUpdate {
  return (parameter) => {
    const { value, velocity, size } = parameter;
    const groups = recorder.groups(size);
    recorder.dispatch(
      { name: 'bench plain update', code },
      {
        tensors: [value, velocity, gradientOf(parameter)],
        changed: [value, velocity],
        uniforms: [whole(size), whole(groups), real(lr), real(MOMENTUM)],
        groups: [groups],
      },
    );
  };
}

/** Trains by one batch; the caller owns the loss. */
export function plainStep(network: Layer, { images, labels }: Batch, update: PlainUpdate): Scalar {
  return tidy(() => {
    const { loss, dLogits } = softmaxCrossEntropy(network.forward(images) as Tensor2D, labels);
    network.backward(dLogits, false, false);
    for (const parameter of network.parameters) {
      update(parameter);
      parameter.gradient = null;
    }
    return keep(loss);
  });
}
