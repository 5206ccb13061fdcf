// Counts passed and failed tests from the runners' JSON reports.
import { existsSync, readFileSync } from 'node:fs';

/**
 * `retried` tests passed at a later attempt; `passed` includes them.
 * @typedef {{ readonly passed: number, readonly failed: number, readonly retried: number }} Tally
 */

/** @type {Tally} */
const NOTHING = { passed: 0, failed: 0, retried: 0 };

/**
 * @param {string} path
 * @returns {unknown} undefined if the runner wrote no report
 */
function report(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/**
 * Counts a Vitest report. A file that fails before its first test counts as one failed test.
 * @param {string} path
 * @returns {Tally}
 */
export function vitestTally(path) {
  const read =
    /** @type {undefined | { numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} */ (
      report(path)
    );
  if (read === undefined) return NOTHING;
  const broken = read.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return { passed: read.numPassedTests, failed: read.numFailedTests + broken.length, retried: 0 };
}

/**
 * Counts a Playwright report. Errors outside of tests (a server that does not start) count as failed tests.
 * @param {string} path
 * @returns {Tally}
 */
export function playwrightTally(path) {
  const read =
    /** @type {undefined | { stats: { expected: number, unexpected: number, flaky: number }, errors: unknown[] }} */ (
      report(path)
    );
  if (read === undefined) return NOTHING;
  const { expected, unexpected, flaky } = read.stats;
  return { passed: expected + flaky, failed: unexpected + read.errors.length, retried: flaky };
}

/**
 * @param {Tally[]} tallies
 * @returns {Tally}
 */
export function addTallies(...tallies) {
  return tallies.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, retried: a.retried + b.retried }),
    NOTHING,
  );
}
