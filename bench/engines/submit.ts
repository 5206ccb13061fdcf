/** Hands over what tfjs's WebGPU backend has recorded and keeps for a fuller batch. */
import { backend as tfBackend } from '@tensorflow/tfjs-core';

/** What of tfjs's backend is used; its typings call some of it private. */
interface Commands {
  readonly commandEncoder: object | null;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

function hasCommands(backend: object): backend is Commands {
  return 'commandEncoder' in backend && 'endComputePassEncoder' in backend && 'submitQueue' in backend;
}

/** Does nothing on other backends, and where nothing waits. */
export function submitRecorded(): void {
  const backend: unknown = tfBackend();
  if (typeof backend !== 'object' || backend === null || !hasCommands(backend)) return;
  if (backend.commandEncoder === null) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}
