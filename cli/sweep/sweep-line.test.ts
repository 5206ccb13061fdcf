import { expect, it } from 'vitest';
import { reasonOf } from './reporter.ts';
import { sweepLine } from './sweep-line.ts';

it('is a bar over all runs with the time left', () => {
  expect(sweepLine({ total: 10, kept: 4, trained: 1, failed: 0, seconds: 6 })).toBe(
    '[███████████████░░░░░░░░░░░░░░░] 5 of 10 runs · about 30 s left',
  );
  expect(sweepLine({ total: 3, kept: 1, trained: 2, failed: 1, seconds: 6 })).toMatch(/3 of 3 runs · 1 failed$/);
  expect(sweepLine({ total: 3, kept: 1, trained: 0, failed: 0, seconds: 6 })).toMatch(/1 of 3 runs$/);
});

it('shows an error’s reason without colours and stack', () => {
  expect(reasonOf('\u001b[31mError: It failed.\u001b[39m\n    at x')).toBe('It failed.');
});
