/** The engine's tensor count and the GPU's buffer count: constant while training, and after Reset as before Train. */
import { countBuffers, heldAtRest } from './gpu-buffers.ts';
import { expect, test } from './test.ts';

// Before step 100 the only window is closed and the sliding path is full, so that from there nothing may grow.
const QUERY = 'data=synthetic&n=500&size=14&batch=20&probe=25&windows=0-60&stride=10';

const STEPS = process.env.FULL === '1' ? 2000 : 200;

for (const model of ['mlp', 'cnn'] as const) {
  test(`${model}: as many tensors after ${STEPS} steps as after 100, and none left by Reset`, async ({ lab }) => {
    const width = model === 'mlp' ? '16' : '4-4';
    const query = (steps: number): string => `${QUERY}&model=${model}&width=${width}&steps=${steps}`;
    // A first run makes what is made once (kernels, compiled programs), so that "before" excludes it.
    await lab.open(query(STEPS));
    await lab.step();
    await lab.reach('paused');
    await lab.reset();
    const before = await lab.tensors();
    expect(before).toBeGreaterThanOrEqual(0);

    await lab.run(query(100));
    const early = await lab.tensors();
    expect(early).toBeGreaterThan(before);
    await lab.run(query(STEPS));
    expect(await lab.stepsDone()).toBe(STEPS);
    expect(await lab.tensors()).toBe(early);

    await lab.reset();
    await expect.poll(() => lab.tensors()).toBe(before);
  });
}

test('WebGPU: as many buffers at every rest, and none left by Reset', { tag: '@webgpu' }, async ({ lab, page }) => {
  await lab.open(
    'data=synthetic&n=100&size=14&width=8&batch=10&probe=10&stride=2&windows=0-20&steps=60&backend=webgpu',
  );
  const held = await countBuffers(page);
  await lab.train();
  await lab.reach('done');
  const first = await heldAtRest(lab, held);
  expect(first.devices).toBe(1);
  await lab.resume();
  await lab.past(120);
  await lab.reach('done');
  expect(await heldAtRest(lab, held)).toEqual(first);
  await lab.reset();
  expect(await held()).toEqual({ devices: 1, buffers: 0, bytes: 0 });
});
