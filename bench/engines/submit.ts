/** Submits what tfjs's WebGPU backend has recorded and holds back for a larger submission. */
import { backend as tfBackend } from '@tensorflow/tfjs-core';

/** The used parts of tfjs's backend; its typings declare some of them private. */
interface Commands {
  readonly commandEncoder: object | null;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

function hasCommands(backend: object): backend is Commands {
  return 'commandEncoder' in backend && 'endComputePassEncoder' in backend && 'submitQueue' in backend;
}

/** Does nothing on other backends, or if nothing waits. */
export function submitRecorded(): void {
  const backend: unknown = tfBackend();
  if (typeof backend !== 'object' || backend === null || !hasCommands(backend)) return;
  if (backend.commandEncoder === null) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}
