/**
 * The exported weights, read in Node according to the format's specification, classify MNIST's test set with the page's
 * results.
 */
import { readFileSync } from 'node:fs';
import { readMnistPart } from '../vite/bundled-files.ts';
import { expect, test } from './test.ts';

const TESTS = 10_000;
const PIXELS = 784;
const HIDDEN = 16;
const QUERY = `data=mnist&n=500&width=${HIDDEN}&batch=50&steps=20&probe=0&backend=cpu`;

/** name → numbers of a safetensors file. */
function readSafetensors(bytes: Buffer): Map<string, { shape: number[]; values: Float32Array }> {
  const length = Number(bytes.readBigUInt64LE(0));
  const header: unknown = JSON.parse(bytes.subarray(8, 8 + length).toString());
  const body = bytes.subarray(8 + length);
  const tensors = new Map<string, { shape: number[]; values: Float32Array }>();
  for (const [name, entry] of Object.entries(header as Record<string, { shape: number[]; data_offsets: number[] }>)) {
    if (name === '__metadata__') continue;
    const [from, to] = entry.data_offsets;
    const part = new Uint8Array(body.subarray(from, to));
    tensors.set(name, { shape: entry.shape, values: new Float32Array(part.buffer) });
  }
  return tensors;
}

test('exported weights give the test loss and accuracy that the page measured', async ({ lab, page }) => {
  const run = await lab.run(QUERY);
  const path = await lab.export('Weights');
  await expect(page.getByRole('dialog', { name: 'How PyTorch reads them' })).toContainText('class Network');
  await expect(page.getByRole('button', { name: 'Copy' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(lab.button('Export')).toBeFocused();
  const tensors = readSafetensors(readFileSync(path));
  expect(Object.fromEntries([...tensors].map(([name, { shape }]) => [name, shape]))).toEqual({
    'dense1/kernel': [PIXELS, HIDDEN],
    'dense1/bias': [HIDDEN],
    'dense2/kernel': [HIDDEN, 10],
    'dense2/bias': [10],
  });
  const read = (name: string): Float32Array => tensors.get(name)?.values ?? new Float32Array();
  const [w1, b1, w2, b2] = ['dense1/kernel', 'dense1/bias', 'dense2/kernel', 'dense2/bias'].map(read) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const bytes = await readMnistPart('test');
  const labels = bytes.subarray(8, 8 + TESTS);
  const pixels = bytes.subarray(8 + TESTS + 16);
  let loss = 0;
  let right = 0;
  for (let n = 0; n < TESTS; n++) {
    const hidden = Float64Array.from(b1);
    for (let p = 0; p < PIXELS; p++) {
      const x = (pixels[n * PIXELS + p] ?? 0) / 255;
      if (x !== 0) for (let h = 0; h < HIDDEN; h++) hidden[h] = (hidden[h] ?? 0) + x * (w1[p * HIDDEN + h] ?? NaN);
    }
    const logits = Array.from(b2, (bias, c) =>
      hidden.reduce((sum, value, h) => sum + Math.max(0, value) * (w2[h * 10 + c] ?? NaN), bias),
    );
    const most = Math.max(...logits);
    const label = labels[n] ?? 0;
    loss += most + Math.log(logits.reduce((sum, value) => sum + Math.exp(value - most), 0)) - (logits[label] ?? NaN);
    if (logits.indexOf(most) === label) right += 1;
  }
  expect(loss / TESTS).toBeCloseTo(run.evaluations.testLoss.at(-1) ?? NaN, 5);
  expect(right / TESTS).toBeCloseTo(run.evaluations.testAccuracy.at(-1) ?? NaN, 3);
});
