import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { userPaths } from './user-data.ts';

const root = mkdtempSync(join(tmpdir(), 'given-data-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});
const at = (path: string): string => join(root, path);
function write(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), path);
  }
}

describe('files of a data set', () => {
  it('are found in folders, without their archive', () => {
    const bins = ['cifar/cifar-10-batches-bin/data_batch_1.bin', 'cifar/cifar-10-batches-bin/test_batch.bin'];
    write('cifar/cifar-10-binary.tar.gz', ...bins);
    expect(userPaths([at('cifar')], 'cifar10', at('s'))).toEqual({ kind: 'files', files: bins.map(at) });
    const archive = at('cifar/cifar-10-binary.tar.gz');
    expect(userPaths([archive], 'cifar10', at('s'))).toEqual({ kind: 'files', files: [archive] });
  });

  it('must exist', () => {
    mkdirSync(at('empty'));
    expect(() => userPaths([at('empty')], 'own', at('s'))).toThrow('empty is a folder without files.');
    expect(() => userPaths([at('none')], 'own', at('s'))).toThrow(/no such file/);
  });
});

describe('own images', () => {
  it('are one folder, or files', () => {
    write('set/roses/1.png', 'x.npy', 'y.npy');
    expect(userPaths([at('set')], 'own', at('s'))).toEqual({ kind: 'folder', folder: at('set') });
    const files = [at('x.npy'), at('y.npy')];
    expect(userPaths(files, 'own', at('s'))).toEqual({ kind: 'files', files });
  });

  it('of several paths are copied into one folder, with unique names', () => {
    write('a/tulips/1.png', 'b/tulips/1.png', 'c.png');
    const paths = userPaths([at('a/tulips'), at('b/tulips'), at('c.png')], 'own', at('scratch'));
    const folder = paths.kind === 'folder' ? paths.folder : '';
    const read = ['tulips/1.png', 'tulips-2/1.png', 'c.png'].map((path) => readFileSync(join(folder, path), 'utf8'));
    expect(read).toEqual(['a/tulips/1.png', 'b/tulips/1.png', 'c.png']);
  });
});
