import { spawn, spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { coresOf, numbersIn, shareOf, takeShare } from './cores.ts';

const shares = (cores: number, workers: number): number[][] =>
  Array.from({ length: workers }, (_, worker) => shareOf([...Array(cores).keys()], workers, worker));

it('gives workers equal and separate cores, and at least one each', () => {
  expect(shares(8, 2)).toEqual([
    [0, 1, 2, 3],
    [4, 5, 6, 7],
  ]);
  expect(shares(5, 2)).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(shares(2, 3)).toEqual([[0], [1], [0]]);
});

it('reads the kernel’s lists', () => {
  expect(numbersIn('0-3,8\n')).toEqual([0, 1, 2, 3, 8]);
  expect(numbersIn('5')).toEqual([5]);
});

it.skipIf(spawnSync('taskset', ['--version']).status !== 0)('binds a process to its share, once', () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  try {
    const pid = child.pid ?? NaN;
    const all = coresOf(pid);
    takeShare(1, 0, pid);
    expect(coresOf(pid)).toEqual(all);
    takeShare(2, 1, pid);
    takeShare(2, 1, pid);
    expect(coresOf(pid)).toEqual(shareOf(all, 2, 1));
  } finally {
    child.kill();
  }
});
