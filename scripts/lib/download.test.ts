import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { download } from './download.mjs';
import { progressLine } from './progress.mjs';

const whole = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) & 0xff));
const checksum = { algorithm: 'md5', hex: createHash('md5').update(whole).digest('hex') };

let folder = '';
let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const ranges: (string | undefined)[] = [];

const partial = (request: IncomingMessage, response: ServerResponse): void => {
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from >= whole.length) response.writeHead(416).end();
  else response.writeHead(from > 0 ? 206 : 200, { 'content-length': whole.length - from }).end(whole.subarray(from));
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'download-'));
  ranges.length = 0;
  answer = partial;
  server = createServer((request, response) => {
    // A kept connection that an earlier answer broke would fail the next request.
    response.setHeader('connection', 'close');
    ranges.push(request.headers.range);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const file = (): string => join(folder, 'data', 'a.gz');
function start(seen: number[] = []): Promise<void> {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return download({
    url: `http://127.0.0.1:${port ?? 0}/`,
    file: file(),
    checksum,
    onProgress: (done) => seen.push(done),
  });
}

it('downloads, reports progress, and leaves no partial file', async () => {
  const seen: number[] = [];
  await start(seen);
  expect(readFileSync(file())).toEqual(whole);
  expect([seen[0], seen.at(-1)]).toEqual([0, whole.length]);
  expect(existsSync(`${file()}.part`)).toBe(false);
});

it('resumes after a broken connection', async () => {
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': whole.length });
    response.write(whole.subarray(0, 100_000));
    // Not before the first part is on disk, because a break loses buffered bytes.
    const watch = setInterval(() => {
      if (!existsSync(`${file()}.part`) || statSync(`${file()}.part`).size === 0) return;
      clearInterval(watch);
      response.destroy();
    }, 5);
  };
  await expect(start()).rejects.toThrow();
  const held = readFileSync(`${file()}.part`).length;
  expect(held).toBeGreaterThan(0);
  answer = partial;
  await start();
  expect(ranges).toEqual([undefined, `bytes=${held}-`]);
  expect(readFileSync(file())).toEqual(whole);
});

it('starts over if the server does not support ranges or the partial file is wrong', async () => {
  answer = (_, response) => response.destroy();
  await expect(start()).rejects.toThrow();
  answer = partial;
  writeFileSync(`${file()}.part`, Buffer.alloc(50));
  await start();
  expect(readFileSync(file())).toEqual(whole);
  rmSync(file());

  writeFileSync(`${file()}.part`, whole.subarray(0, 50));
  answer = (_, response) => response.end(whole);
  await start();
  expect(readFileSync(file())).toEqual(whole);
});

it('accepts a partial file that is already complete', async () => {
  await start();
  writeFileSync(`${file()}.part`, whole);
  rmSync(file());
  await start();
  expect(readFileSync(file())).toEqual(whole);
});

it('refuses another file, an error page and an error', async () => {
  answer = (_, response) => response.end('something else');
  await expect(start()).rejects.toThrow(/its checksum differs/);
  answer = (_, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end('<html>');
  await expect(start()).rejects.toThrow(/a web page/);
  answer = (_, response) => response.writeHead(503).end();
  await expect(start()).rejects.toThrow(/answered 503/);
  expect(existsSync(file())).toBe(false);
  expect(existsSync(`${file()}.part`)).toBe(false);
});

it('formats progress with the time left', () => {
  expect(progressLine(60e6, 100e6, 4, 20e6)).toBe(
    `[${'#'.repeat(18)}${'-'.repeat(12)}] 60%  60.0 of 100.0 MB, 4 s left`,
  );
  expect(progressLine(5e6, undefined, 2, 0)).toBe('5.0 MB, 2.5 MB/s');
});
