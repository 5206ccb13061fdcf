/** The lab on a machine without WebGPU and WebGL, and on a server without isolation headers (no threads). */
import { expect, test } from './test.ts';
import { launch } from './launch.ts';
import { servePlainly } from './plain-server.ts';
import { latest } from './run-file.ts';

test.use({
  launchOptions: launch([
    '--disable-gpu',
    '--disable-3d-apis',
    '--disable-features=WebGPU',
    '--disable-software-rasterizer',
  ]),
});

const QUERY = 'data=mnist&n=2000&model=mlp&width=128&batch=64&steps=200&probe=0';

test('trains without WebGPU, WebGL and cross-origin isolation', async ({ lab, page }) => {
  const server = await servePlainly();
  try {
    await lab.open(`${server.address}?${QUERY}`);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    const contexts = await page.evaluate(() => new OffscreenCanvas(1, 1).getContext('webgl2'));
    expect(contexts).toBeNull();
    await lab.train();
    await lab.reach('done');
    const run = await lab.runFile();
    expect(run.environment.backend).toBe('wasm');
    expect(latest(run.evaluations.testAccuracy)).toBeGreaterThan(0.85);
  } finally {
    server.close();
  }
});

test('a missing backend is skipped, and the page says so', async ({ lab }) => {
  const run = await lab.run('data=synthetic&n=500&width=32&batch=50&steps=10&backend=webgpu');
  expect(run.environment.backend).not.toBe('webgpu');
  await expect(lab.page.getByText(/WebGPU.*(not|no|without|passed over)/i).first()).toBeAttached();
});
