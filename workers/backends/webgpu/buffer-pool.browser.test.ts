/** The buffer pool on a real device: what it keeps, what it frees, and that submitted work is not affected. */
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { BufferPool } from './buffer-pool.ts';

const SIZE = 1024;
let device: GPUDevice;
let pool: BufferPool;
let usage: number;

beforeAll(async () => {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no adapter');
  device = await adapter.requestDevice();
  usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
});
beforeEach(() => {
  pool = new BufferPool(device);
  device.pushErrorScope('validation');
});

/** Allocates this many at once, and releases them all. */
function need(count: number, size = SIZE): GPUBuffer[] {
  const buffers = Array.from({ length: count }, () => pool.acquireBuffer(size, usage));
  for (const buffer of buffers) pool.releaseBuffer(buffer);
  return buffers;
}

it('reuses a free buffer of the same size and usage, or makes a new one', () => {
  const [first] = need(1);
  expect(pool.acquireBuffer(SIZE, usage)).toBe(first);
  expect(pool.acquireBuffer(SIZE, usage)).not.toBe(first);
  expect(pool.acquireBuffer(SIZE, usage | GPUBufferUsage.STORAGE)).not.toBe(first);
  expect(pool.acquireBuffer(2 * SIZE, usage)).not.toBe(first);
  expect([pool.numBytesUsed, pool.numBytesAllocated]).toEqual([5 * SIZE, 5 * SIZE]);
});

it('destroys a buffer that is not for reuse at once', () => {
  const buffer = pool.acquireBuffer(SIZE, GPUBufferUsage.MAP_WRITE | GPUBufferUsage.COPY_SRC, true, false);
  expect(buffer.mapState).toBe('mapped');
  pool.releaseBuffer(buffer, false);
  expect([pool.numBytesUsed, pool.numBytesAllocated]).toEqual([0, 0]);
});

it('refuses a buffer that is not in use', () => {
  const [buffer] = need(1);
  if (!buffer) throw new Error('no buffer');
  expect(() => {
    pool.releaseBuffer(buffer);
  }).toThrow('not in use');
});

it('keeps what is needed between two trims, and frees the rest of a burst', () => {
  need(3);
  pool.trim('idle');
  need(100);
  need(7, 16 * SIZE);
  pool.trim('idle');
  expect(pool.numBytesAllocated).toBe((100 + 7 * 16) * SIZE);
  for (let again = 0; again < 5; again++) {
    const before = need(3);
    pool.trim('idle');
    expect(pool.numBytesAllocated).toBe(3 * SIZE);
    expect(new Set(need(3))).toEqual(new Set(before));
  }
  pool.trim('all');
  expect(pool.numBytesAllocated).toBe(0);
});

it('never touches buffers in use, and reports when all are gone', () => {
  const held = pool.acquireBuffer(SIZE, usage);
  need(4);
  for (const what of ['idle', 'idle', 'all'] as const) pool.trim(what);
  expect(pool.numBytesAllocated).toBe(SIZE);
  pool.releaseBuffer(held);
  expect(pool.acquireBuffer(SIZE, usage)).toBe(held);
});

it('lets submitted work finish', async () => {
  const [from, to] = [pool.acquireBuffer(SIZE, usage), pool.acquireBuffer(SIZE, usage)];
  const result = device.createBuffer({ size: SIZE, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  const given = Float32Array.from({ length: SIZE / 4 }, (_, i) => i);
  device.queue.writeBuffer(from, 0, given);
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(from, 0, to, 0, SIZE);
  encoder.copyBufferToBuffer(to, 0, result, 0, SIZE);
  device.queue.submit([encoder.finish()]);
  for (const buffer of [from, to]) pool.releaseBuffer(buffer);
  pool.trim('all');
  await result.mapAsync(GPUMapMode.READ);
  expect(new Float32Array(result.getMappedRange())).toEqual(given);
  result.destroy();
  expect(await device.popErrorScope()).toBeNull();
});

it('destroys everything when the backend ends, and accepts later releases', async () => {
  const held = pool.acquireBuffer(SIZE, usage);
  need(2);
  pool.dispose();
  pool.releaseBuffer(held);
  const encoder = device.createCommandEncoder();
  encoder.clearBuffer(held);
  device.queue.submit([encoder.finish()]);
  expect((await device.popErrorScope())?.message).toMatch(/destroyed/);
});
