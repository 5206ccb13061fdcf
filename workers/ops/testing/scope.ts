/** Runs a test in a tfjs scope and disposes its tensors. */
import { engine } from '@tensorflow/tfjs-core';
import { it } from 'vitest';

export function itTidily(name: string, body: () => Promise<void>): void {
  it(name, async () => {
    engine().startScope();
    try {
      await body();
    } finally {
      engine().endScope();
    }
  });
}
