/** docs/method.md agrees with the code: constants, formulas, and the numbers of its Python code. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BATCH_NORM_EPSILON, BATCH_NORM_RUNNING, LOCAL_RESPONSE } from '../../src/shared/network/constants.ts';
import { NETWORKS } from '../../src/shared/networks/index.ts';
import { OPTIMIZERS } from '../../src/shared/optimizers/index.ts';
import { randomStream } from '../../src/shared/util/random.ts';
import { DEFAULT_PARAMS } from '../../src/shared/run/run-params.ts';
import { DEFAULT_SEGMENTS } from '../../src/shared/run/windows.ts';
import { BatchOrder } from '../../workers/data/batches.ts';
import { observedLabels } from '../../src/shared/run/observed-labels.ts';
import { heNormal } from '../../workers/models/initial.ts';
import { convolutionMap } from '../../workers/models/linear-map.ts';
import { someExamples } from '../../workers/training/evaluated-examples.ts';
import { evaluationPlan, probeDue } from '../../workers/training/cadence.ts';

const PYTHON = '/usr/bin/python3';
const PAGE = readFileSync(new URL('../../docs/method.md', import.meta.url), 'utf8');
const hasPython = spawnSync(PYTHON, ['--version']).status === 0;

const batchesOf = (examples: number, batch: number, count: number): number[][] => {
  const order = BatchOrder.begin(examples, batch, 3);
  return Array.from({ length: count }, () => [...order.next()]);
};

describe('the page on the method', () => {
  it.skipIf(!hasPython)('has Python code that gives the lab’s examples, batches, labels and weights', () => {
    const [, code = ''] = /```python\n(.*?)```/s.exec(PAGE) ?? [];
    const script = join(import.meta.dirname, 'testing/method_numbers.py');
    const { stdout, stderr } = spawnSync(PYTHON, [script], { input: code, encoding: 'utf8' });
    expect(stderr).toBe('');
    const labels = Uint8Array.from({ length: 50 }, (_, i) => (i * 7) % 10);
    const init = randomStream(3, 'init');
    const kernels = [heNormal([4, 3], 2, init), heNormal([3, 5], 1, init)];
    const { kernels: found, ...others } = JSON.parse(stdout) as { kernels: number[][] };
    expect(others).toEqual({
      drawn: [...randomStream(3, 'draw').permutation(1000).subarray(0, 20)],
      batches: batchesOf(7, 3, 9),
      wide: batchesOf(4, 10, 3),
      permute: [...observedLabels(labels, 10, 'permute', 0.53, 3)],
      resample: [...observedLabels(labels, 10, 'resample', 0.4, 3)],
      pairflip: [...observedLabels(labels, 10, 'permute', 0.4, 3, 'pairflip')],
    });
    // Logarithm and sine may differ in the last bit between languages.
    found.flat().forEach((value, i) => {
      expect(value).toBeCloseTo(kernels.flatMap((kernel) => [...kernel])[i] ?? NaN, 6);
    });
  });

  it('has the constants of the code', () => {
    const early = Array.from({ length: 100 }, (_, step) => step).filter((step) => probeDue(1e6, step));
    expect(PAGE).toContain(`at steps ${early.join(', ')}, and`);
    expect(PAGE).toContain(`multiple of \`probe\` (${DEFAULT_PARAMS.probe} unless given)`);
    const { interval, early: first } = evaluationPlan(128, 15_000);
    expect(PAGE).toContain(`the interval is ${interval}, after ${first.join(', ').replace(/, (?=\d+$)/, ' and ')}.`);
    const parts = (batch: number): number => convolutionMap(3, 1, 1, 1).parts(batch);
    expect(PAGE).toContain(`from ${parts(128)} equal chunks`);
    expect(PAGE).toContain(`(${parts(100)} for 100)`);
    const { train, test } = someExamples(50_000, 10_000, 1);
    expect([train.length, test.length].map((count) => count.toLocaleString('en'))).toEqual(['2,048', '2,048']);
    expect(PAGE).toContain('the first 2,048 drawn training examples and 2,048 test examples');
    expect(DEFAULT_SEGMENTS).toBe(6);
    expect(PAGE).toContain(`ε is ${BATCH_NORM_EPSILON}.`);
    expect(PAGE).toContain(`become ${BATCH_NORM_RUNNING} of the old value`);
    const { radius, bias, alpha, beta } = LOCAL_RESPONSE;
    expect(PAGE).toContain(
      `(${bias} + α Σ x²)^(−${beta}) over the channels at most ${radius} away, α = ${alpha * 9} / 9`,
    );
  });

  it('has every optimizer’s formula and every network’s defaults', () => {
    for (const { name, formula } of OPTIMIZERS)
      expect(PAGE.replaceAll(/ +/g, ' ')).toContain(`| \`${name}\` | ${formula} |`);
    for (const { name, width } of NETWORKS) {
      expect(PAGE).toContain(`\`${name}\``);
      if (width) expect(PAGE).toContain(width.join('-'));
    }
  });
});
