import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { complete } from './install.mjs';

let root = '';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'install-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

function write(path: string, content: unknown): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify(content));
}

const locked = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } };

beforeEach(() => {
  root = newFolder();
  write('package-lock.json', { packages: { '': {}, ...locked } });
  write('node_modules/.package-lock.json', { packages: { 'node_modules/a': { version: '1.0.0' } } });
  write('node_modules/a/package.json', {});
});

test('complete with every package but one for another platform', () => {
  expect(complete(root)).toBe(true);
});

test('incomplete without node_modules', () => {
  const clone = root;
  root = newFolder();
  write('package-lock.json', { packages: locked });
  expect(complete(root)).toBe(false);
  expect(complete(clone)).toBe(true);
});

test('incomplete when the lock file asks for another version or for one more', () => {
  write('package-lock.json', { packages: { 'node_modules/a': { version: '1.0.1' } } });
  expect(complete(root)).toBe(false);
  write('package-lock.json', { packages: { ...locked, 'node_modules/c': { version: '1.0.0' } } });
  expect(complete(root)).toBe(false);
});

test('incomplete when a package’s folder is gone', () => {
  write('package-lock.json', { packages: { 'node_modules/d': { version: '1.0.0' } } });
  write('node_modules/.package-lock.json', { packages: { 'node_modules/d': { version: '1.0.0' } } });
  expect(complete(root)).toBe(false);
});
