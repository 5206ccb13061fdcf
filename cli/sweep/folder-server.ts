/** Serves a sweep's folder read-only: a list of its files, and each file by name. */
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Handler } from '../serve.ts';

const PLACE = '/served-runs/';

/** Run files and the sweep file; partially written files are excluded. */
export const isServed = (name: string): boolean => /^[^.].*\.run\.json$|^sweep\.json$/.test(name);

export const serveFolder =
  (folder: string): Handler =>
  (request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith(PLACE)) return next();
    const names = readdirSync(folder).filter(isServed).sort();
    const name = decodeURIComponent(pathname.slice(PLACE.length));
    response.setHeader('Content-Type', 'application/json');
    if (name === '') {
      response.end(JSON.stringify(names));
    } else if (names.includes(name)) {
      createReadStream(join(folder, name))
        .on('error', () => response.destroy())
        .pipe(response);
    } else {
      response.writeHead(404).end('null');
    }
  };
