/** The lab's training step with all its measurements left out, but the loss: what they cost is measured against it. */
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { add, backend as tfBackend, keep, mul, sub, tidy, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Layer } from '../../workers/models/layer.ts';
import type { Parameter } from '../../workers/models/parameter.ts';
import { softmaxCrossEntropy } from '../../workers/ops/loss.ts';
import type { Batch } from '../../workers/training/train-step.ts';
import { MOMENTUM } from '../work.ts';
import { soleMemory } from './meter.ts';
import compiled from './plain-update.as.ts?wasm';

export type PlainUpdate = (parameter: Parameter) => void;

type CompiledUpdate = (w: number, v: number, g: number, n: number, lr: number, momentum: number) => void;

/** The update of the backend in use. */
export async function plainUpdate(lr: number): Promise<PlainUpdate> {
  const backend: unknown = tfBackend();
  if (!(backend instanceof BackendWasm)) return composedUpdate(lr);
  const { instance } = await WebAssembly.instantiate(compiled, { env: { memory: soleMemory() } });
  const update = instance.exports.plainUpdate as CompiledUpdate;
  return ({ value, velocity, gradient, size }) => {
    if (!gradient) throw new Error('a parameter without a gradient');
    const at = ({ dataId }: { readonly dataId: object }): number => backend.getMemoryOffset(dataId);
    update(at(value), at(velocity), at(gradient), size, lr, MOMENTUM);
  };
}

function composedUpdate(lr: number): PlainUpdate {
  return ({ value, velocity, gradient }) => {
    if (!gradient) throw new Error('a parameter without a gradient');
    const next = add(mul(velocity, MOMENTUM), gradient);
    velocity.assign(next);
    value.assign(sub(value, mul(next, lr)));
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
