/** Counts the trainer's GPU memory from outside: buffers that were created and not destroyed. */
import { expect, type Page } from '@playwright/test';
import { furthestCheckpoint, trainerOf } from './kills.ts';
import type { Lab } from './lab.ts';

export interface Held {
  /** Buffers created since the count began; earlier devices are not counted. */
  readonly devices: number;
  readonly buffers: number;
  readonly bytes: number;
}

/**
 * Counts in the trainer's thread from its first command; returns a function that reads the count. Call it before the
 * page starts the trainer.
 */
export async function countBuffers(page: Page): Promise<() => Promise<Held>> {
  // Evaluated in a thread that already runs, the count could miss the device.
  await page.route(/trainer\.worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${count.toString()})();\n${await response.text()}` });
  });
  return () => trainerOf(page).evaluate(() => (self as unknown as { held: Held }).held);
}

/** The count for a run at rest, once its checkpoint has been read. */
export async function heldAtRest(lab: Lab, held: () => Promise<Held>): Promise<Held> {
  await expect.poll(() => lab.page.evaluate(furthestCheckpoint)).toBe(await lab.stepsDone());
  return held();
}

/** Runs in the trainer's thread. */
function count(): void {
  type Method<T> = (this: unknown, ...described: unknown[]) => T;
  interface Buffer {
    readonly size: number;
    destroy: () => void;
  }
  const scope = self as unknown as {
    GPUAdapter: { prototype: { requestDevice: Method<unknown> } };
    GPUDevice: { prototype: { createBuffer: Method<Buffer> } };
    held: { devices: number; buffers: number; bytes: number };
  };
  const held = (scope.held = { devices: 0, buffers: 0, bytes: 0 });
  const adapter = scope.GPUAdapter.prototype;
  const { requestDevice } = adapter;
  adapter.requestDevice = function (...described) {
    held.devices += 1;
    return requestDevice.apply(this, described);
  };
  const device = scope.GPUDevice.prototype;
  const { createBuffer } = device;
  device.createBuffer = function (...described) {
    const buffer = createBuffer.apply(this, described);
    const { destroy } = buffer;
    let counted = true;
    held.buffers += 1;
    held.bytes += buffer.size;
    buffer.destroy = () => {
      if (counted) held.buffers -= 1;
      if (counted) held.bytes -= buffer.size;
      counted = false;
      destroy.call(buffer);
    };
    return buffer;
  };
}
