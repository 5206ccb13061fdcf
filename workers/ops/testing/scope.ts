/** A test in a scope of its own: what it makes is disposed of after it. */
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
