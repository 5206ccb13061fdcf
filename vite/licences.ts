/**
 * Vite plugin: writes `licences.txt` next to the build, with name, version, licence and licence text of every package
 * in it. The packages come from the bundles, including those of workers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const LICENCES_FILE = 'licences.txt';

/** Licence text for packages of Google that do not include it. */
const APACHE = 'typescript/LICENSE.txt';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
}

/** The folder of a module's package; undefined for the lab's own. */
function packageFolder(module: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module.replace(/^\0/, '').replaceAll('\\', '/'))?.[0];
}

/** The entry of one package. Throws if the package names no licence, so that someone looks at it. */
function entryOf(folder: string): string {
  // Written by npm.
  const { name, version, license, homepage } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Manifest;
  if (license === undefined) throw new Error(`${name} names no licence`);
  const own = readdirSync(folder).find((file) => /^licen[cs]e(\.(md|txt))?$/i.test(file));
  const root = folder.slice(0, folder.lastIndexOf('/node_modules/'));
  const borrowed = license === 'Apache-2.0' ? join(root, 'node_modules', APACHE) : undefined;
  const text = own === undefined ? borrowed : join(folder, own);
  const about = [`${name} ${version}`, `Licence: ${license}`, ...(homepage === undefined ? [] : [homepage])].join('\n');
  return text === undefined ? about : `${about}\n\n${readFileSync(text, 'utf8').trim()}`;
}

/**
 * One plugin for the page, and one, `inWorker`, for its workers, whose bundles are made first. `packed` names the
 * packages whose files are assets, so that no bundle has a module of them.
 */
export function licences(packed: readonly string[] = []): { readonly page: Plugin; readonly inWorker: () => Plugin } {
  const folders = new Set<string>();
  const collect = (modules: readonly string[]): void => {
    for (const folder of modules.map(packageFolder)) if (folder !== undefined) folders.add(folder);
  };
  let root = '';
  return {
    inWorker: () => ({
      name: 'licences-of-workers',
      apply: 'build',
      generateBundle(_options, bundle) {
        for (const file of Object.values(bundle)) if (file.type === 'chunk') collect(file.moduleIds);
      },
    }),
    page: {
      name: 'licences',
      apply: 'build',
      configResolved(config) {
        root = config.root.replaceAll('\\', '/');
      },
      generateBundle(_options, bundle) {
        for (const file of Object.values(bundle)) if (file.type === 'chunk') collect(file.moduleIds);
        const assets = packed.map((name) => join(root, 'node_modules', name));
        const entries = [...folders, ...assets].map(entryOf).sort();
        const source = ['Other people’s work in this build.', ...entries].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n';
        this.emitFile({ type: 'asset', fileName: LICENCES_FILE, source });
      },
    },
  };
}
