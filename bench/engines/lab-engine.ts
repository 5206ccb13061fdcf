/** The lab's own backends, as the page starts them. */
import { gpuBytes, wasmBytes } from './meter.ts';
import { memory as tensorMemory } from '@tensorflow/tfjs-core';
import { chooseBackend } from '../../workers/backends/choose.ts';
import type { BackendName } from '../protocol.ts';
import type { Work } from '../work.ts';
import { adapterName } from './adapter.ts';
import type { Engine, Trainer } from './engine.ts';

type Build = (work: Work, batch: number) => Trainer | Promise<Trainer>;

/** Rejects if the lab chooses another backend than the requested one. */
export async function openLab(backend: BackendName, build: Build): Promise<Engine> {
  const adapter = await adapterName(backend);
  const chosen = await chooseBackend(backend);
  if (chosen.backend !== backend) throw new Error(chosen.reasons.join(' '));
  return { adapter, build: async (work, batch) => build(work, batch), memory: () => memory(backend) };
}

function memory(backend: BackendName): number {
  if (backend === 'wasm') return wasmBytes();
  if (backend === 'webgpu') return gpuBytes();
  const info: { numBytes: number; numBytesInGPUAllocated?: number } = tensorMemory();
  return info.numBytesInGPUAllocated ?? info.numBytes;
}
