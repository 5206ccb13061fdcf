/**
 * The built page on installed web servers with the configurations of docs/hosting (HOSTING=1; Debian: nginx-light,
 * caddy): at the root and in a sub-path, cross-origin isolated at the first visit, with threads.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../scripts/lib/port.mjs';
import { expect, test } from './test.ts';

test.skip(process.env.HOSTING === undefined, 'needs installed web servers');

const project = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const documented = (file: string, root: string, port: number): string =>
  readFileSync(project(`docs/hosting/${file}`), 'utf8')
    .replaceAll('/srv/shuffle-lab', root)
    .replaceAll('8080', String(port));

/** Writes the server's configuration to `folder`; returns its command line in the foreground. */
const SERVERS: Readonly<Record<string, (folder: string, root: string, port: number) => readonly string[]>> = {
  nginx(folder, root, port) {
    const file = join(folder, 'nginx.conf');
    const site = documented('nginx.conf', root, port);
    writeFileSync(
      file,
      `worker_processes 1; pid ${folder}/pid; error_log ${folder}/errors; user root;
       events {} http { include /etc/nginx/mime.types; access_log off; ${site} }`,
    );
    return ['nginx', '-c', file, '-g', 'daemon off;'];
  },
  caddy(folder, root, port) {
    const file = join(folder, 'Caddyfile');
    writeFileSync(file, `{\n\tadmin off\n}\n${documented('Caddyfile', root, port)}`);
    return ['caddy', 'run', '--config', file, '--adapter', 'caddyfile'];
  },
};

for (const [name, configure] of Object.entries(SERVERS)) {
  test(`${name} serves the page at its root and below a sub-path, with threads at the first visit`, async ({
    lab,
    page,
  }) => {
    const folder = mkdtempSync(join(tmpdir(), 'shuffle-lab-hosting-'));
    const root = join(folder, 'site');
    mkdirSync(root);
    for (const place of [root, join(root, 'lab')]) cpSync(project('dist'), place, { recursive: true });
    const port = await freePort();
    const [command = '', ...args] = configure(folder, root, port);
    const server = spawn(command, args, { stdio: 'ignore' });
    try {
      for (const path of ['', 'lab/']) {
        const address = `http://localhost:${port}/${path}`;
        const answers = (): Promise<number> =>
          fetch(address).then(
            ({ status }) => status,
            () => 0,
          );
        await expect.poll(answers).toBe(200);
        await lab.open(`${address}?n=200&width=16&batch=20&steps=10&probe=0&backend=wasm`);
        expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
        await lab.train();
        await lab.reach('done');
        await expect(lab.status).toContainText(/[2-9] threads/);
      }
    } finally {
      server.kill();
      rmSync(folder, { recursive: true });
    }
  });
}
