/** Serves the built page without extra headers: no cross-origin isolation, so no shared memory. */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const WORKER = 'offline.js';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

export interface PlainServer {
  readonly address: string;
  /** From now on the service worker reports another build. */
  renew(): void;
  /** Closes at once: no connection is kept. */
  close(): void;
}

/** Text that the server prepends to a file with a matching name. */
export interface Prefix {
  readonly file: RegExp;
  readonly text: string;
}

/** @param folder the path of the page, as on a host that many pages share: `/` or `/lab/` */
export async function servePlainly(folder = '/', prefix?: Prefix): Promise<PlainServer> {
  let renewed = false;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const below = pathname.startsWith(folder) ? decodeURIComponent(pathname.slice(folder.length)) : '..';
    const path = join(DIST, normalize(below === '' ? 'index.html' : below));
    if (!path.startsWith(DIST) || !existsSync(path) || !statSync(path).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' });
    if (renewed && below === WORKER) {
      response.end(readFileSync(path, 'utf8').replace(/(VERSION = ")/, '$1newer-'));
      return;
    }
    if (prefix?.file.test(below) === true) response.write(prefix.text);
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return {
    address: `http://localhost:${bound.port}${folder}`,
    renew: () => (renewed = true),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
