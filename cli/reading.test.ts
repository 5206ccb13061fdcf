import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readUpTo } from './reading.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reading-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('reads a file completely, and of a larger one a byte more than the limit', () => {
  const path = join(folder, 'a');
  const text = `“‖”${'x'.repeat(2_500_000)}`;
  writeFileSync(path, text);
  expect(readUpTo(path, 3_000_000)).toEqual({ size: 2_500_009, text });
  expect(readUpTo(path, 2_500_009)).toEqual({ size: 2_500_009, text });
  const part = readUpTo(path, 2_500_008);
  expect(part.size).toBe(2_500_009);
  expect(readUpTo(path, 1000).text).toHaveLength(1001 - 6);
});

it.skipIf(process.platform === 'win32')('is not fooled by what has no end', () => {
  expect(readUpTo('/dev/zero', 1_500_000).size).toBe(1_500_001);
});

it('throws if there is nothing to read', () => {
  expect(() => readUpTo(join(folder, 'none'), 10)).toThrow(/no such file/);
  expect(() => readUpTo(folder, 10)).toThrow(/directory/);
});
