/** The device check page: correct kernels, a planted fault, and speed. */
import { CHECK_WORKER, WASM_FAULT } from './planted-fault.ts';
import { expect, test } from './test.ts';

test('every kernel of a suite is correct, and steps are timed', async ({ page }) => {
  await page.goto('./check.html?suites=state,training&backends=cpu,wasm&networks=mlp');
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('Every kernel is right on every engine')).toBeVisible({ timeout: 200_000 });
  const report = JSON.parse(await page.getByLabel('For a bug report').inputValue()) as {
    kernels: readonly { backend: string; tests: number; done: number; wrong: unknown[] }[];
    speed: readonly { backend: string; stepsPerSecond: number }[];
  };
  expect(report.kernels.map(({ backend }) => backend)).toEqual(['cpu', 'wasm']);
  for (const { tests, done, wrong } of report.kernels) {
    expect(tests).toBeGreaterThan(40);
    expect(done).toBe(tests);
    expect(wrong).toEqual([]);
  }
  expect(report.speed.map(({ backend }) => backend)).toEqual(['cpu', 'wasm']);
  for (const { stepsPerSecond } of report.speed) expect(stepsPerSecond).toBeGreaterThan(0);
});

test('a kernel with a fault is named', async ({ page }) => {
  await page.route(CHECK_WORKER, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: WASM_FAULT + (await response.text()) });
  });
  await page.goto('./check.html?suites=training&backends=wasm&networks=none');
  await page.getByRole('button', { name: 'Check now' }).click();
  const wrong = page.getByRole('table', { name: 'Wrong results' });
  await expect(wrong).toBeVisible();
  await expect(page.getByText(/tests found a wrong result/)).toBeVisible({ timeout: 200_000 });
  await expect(wrong.getByRole('row').nth(1)).toContainText(/MaxPool.*takes the maxima/);
  expect(await wrong.getByRole('row').filter({ hasText: 'cross-entropy' }).count()).toBe(0);
});
