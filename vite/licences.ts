/**
 * Vite plugin: writes `licences.txt` beside the build, with name, version, licence and its text of every package of which
 * the build contains code or data. What ships is read off the bundles, those of workers included.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const LICENCES_FILE = 'licences.txt';

/** Its licence is the text that packages of Google's name and do not bring along. */
const APACHE = 'typescript/LICENSE.txt';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
}

/** The folder of the package that a module is of; undefined for the lab's own. */
function packageFolder(module: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module.replace(/^\0/, '').replaceAll('\\', '/'))?.[0];
}

/** What the file says of one package. Throws where it names no licence: then nobody has looked at it yet. */
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
 * One plugin for the page and one, `inWorker`, for its workers, whose bundles are made first. `packed` names the packages
 * whose files are in assets, so that no module of them is in a bundle.
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
