/** Serves a built page on a local port, with the headers that its threads need. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import sirv from 'sirv';
import { HOST_HEADERS } from '../vite/content-policy.ts';

const LAST_PORT = 65_535;

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Answers a request, or passes it on. */
export type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Whether the port was free. */
const listens = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    server.once('error', refuse);
    server.listen(port, 'localhost', () => {
      server.off('error', refuse);
      resolve(true);
    });
  });

/**
 * Serves the files of `folder` after the `handlers`, at `port` or the next free one above it; port 0 takes any. Throws
 * if the port may not be used.
 */
export async function serveSite(folder: string, port: number, handlers: readonly Handler[] = []): Promise<Site> {
  const files = sirv(folder, { etag: true });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HOST_HEADERS)) response.setHeader(name, value);
    const answer = (k: number): void => {
      const handler = handlers[k] ?? files;
      handler(request, response, () => {
        if (k < handlers.length) answer(k + 1);
        else response.writeHead(404, { 'Content-Type': 'text/plain' }).end('There is no such file.\n');
      });
    };
    answer(0);
  });
  let at = port;
  while (!(await listens(server, at))) {
    if (at === LAST_PORT) throw new Error(`No port from ${port} on is free.`);
    at++;
  }
  const address = server.address();
  const used = typeof address === 'object' && address !== null ? address.port : at;
  return {
    url: `http://localhost:${used}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
