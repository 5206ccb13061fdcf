/** The lab's training step with all its measurements left out, but the loss: what they cost is measured against it. */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend as tfBackend, keep, tidy, type Scalar, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Layer } from '../../workers/models/layer.ts';
import type { Parameter } from '../../workers/models/parameter.ts';
import { softmaxCrossEntropy } from '../../workers/ops/loss.ts';
import { momentumStep } from '../../workers/ops/update.ts';
import type { Batch } from '../../workers/training/train-step.ts';
import { MOMENTUM } from '../work.ts';
import { soleMemory } from './meter.ts';
import compiled from './plain-update.as.ts?wasm';
import compiledShared from './plain-update.as.ts?wasm-shared';

export type PlainUpdate = (parameter: Parameter) => void;

type CompiledUpdate = (w: number, v: number, g: number, n: number, lr: number, momentum: number) => void;

/** The update of the backend in use, wasm or WebGPU. */
export function plainUpdate(lr: number): Promise<PlainUpdate> {
  const backend: unknown = tfBackend();
  if (backend instanceof BackendWasm) return wasmUpdate(backend, lr);
  if (backend instanceof WebGPUBackend) return Promise.resolve(webgpuUpdate(lr));
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

/** Which on WebGPU is the lab's own for what it does not measure. */
function webgpuUpdate(lr: number): PlainUpdate {
  return (parameter) => {
    momentumStep(parameter.value, parameter.velocity, gradientOf(parameter), { lr, momentum: MOMENTUM });
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
