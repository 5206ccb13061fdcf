/** The lab on WebGPU: in a headless browser on a software adapter, which computes like a GPU, only slowly. */
import { expect, test } from './test.ts';
import { losses } from './run-file.ts';

const QUERY = 'data=synthetic&n=300&size=14&model=mlp&width=32-32&batch=32&steps=20&probe=0';
const TOLERANCE = 1e-3;

test('the MLP trains on WebGPU with the losses of the cpu backend', { tag: '@webgpu' }, async ({ lab }) => {
  const webgpu = await lab.run(`${QUERY}&backend=webgpu`);
  expect(webgpu.environment.backend).toBe('webgpu');
  const cpu = await lab.run(`${QUERY}&backend=cpu`);
  expect(cpu.environment.backend).toBe('cpu');

  const expected = losses(cpu);
  expect(expected).toHaveLength(20);
  losses(webgpu).forEach((loss, row) => {
    const reference = expected[row] ?? NaN;
    expect(Math.abs(loss - reference) / reference, `step ${row}`).toBeLessThan(TOLERANCE);
  });
  expect(expected.at(-1)).toBeLessThan(expected[0] ?? 0);
});
