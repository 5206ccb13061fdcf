import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveConfig } from 'vite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { topFiles } from '../../vite/offline.ts';

test('a data set in the public folder is not part of what the page keeps for offline use', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shuffle-lab-public-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  mkdirSync(join(folder, 'data', 'cifar-10-batches-bin'), { recursive: true });
  writeFileSync(join(folder, 'data', 'cifar-10-batches-bin', 'test_batch.bin'), '');
  writeFileSync(join(folder, 'manifest.webmanifest'), '{}');
  writeFileSync(join(folder, 'icon.svg'), '<svg/>');
  expect(await topFiles(folder)).toEqual(['icon.svg', 'manifest.webmanifest']);
});

test('a build is one for production, with the service worker, whatever NODE_ENV says', async () => {
  vi.stubEnv('NODE_ENV', 'test');
  try {
    expect(await resolveConfig({ logLevel: 'silent' }, 'build')).toMatchObject({ isProduction: true });
  } finally {
    vi.unstubAllEnvs();
  }
});
