/** Serves a clone's page on a local port; builds it if it is missing or older than its sources. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeBuilt } from './built-folder.ts';
import { serveSite, type Handler, type Site } from './serve.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Serves the page after the `handlers`. Throws if the build fails. */
export async function openSite(
  say: (line: string) => void,
  handlers: readonly Handler[] = [],
  root = ROOT,
): Promise<Site> {
  const built = await takeBuilt(root, say);
  const site = await serveSite(built.folder, 0, handlers);
  return {
    url: site.url,
    close: () =>
      site.close().finally(() => {
        built.release();
      }),
  };
}
