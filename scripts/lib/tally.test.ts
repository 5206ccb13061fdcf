import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { addTallies, playwrightTally, vitestTally } from './tally.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tally-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function written(name: string, report: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(report));
  return path;
}

test('counts Vitest’s tests, and a file that fails before its first test as a failed one', () => {
  const path = written('vitest.json', {
    numPassedTests: 5,
    numFailedTests: 2,
    testResults: [
      { status: 'passed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [] },
    ],
  });
  expect(vitestTally(path)).toEqual({ passed: 5, failed: 3, retried: 0 });
});

test('counts Playwright’s tests, and errors outside of tests as failed ones', () => {
  const path = written('playwright.json', {
    stats: { expected: 7, unexpected: 1, flaky: 2, skipped: 4 },
    errors: [{}],
  });
  expect(playwrightTally(path)).toEqual({ passed: 9, failed: 2, retried: 2 });
});

test('a runner that wrote no report ran no test', () => {
  const absent = join(folder, 'absent.json');
  expect(addTallies(vitestTally(absent), playwrightTally(absent))).toEqual({ passed: 0, failed: 0, retried: 0 });
});

test('adds', () => {
  const sum = addTallies({ passed: 1, failed: 2, retried: 0 }, { passed: 10, failed: 20, retried: 3 });
  expect(sum).toEqual({ passed: 11, failed: 22, retried: 3 });
});
