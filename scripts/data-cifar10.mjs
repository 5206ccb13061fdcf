// `npm run data:cifar10`: downloads CIFAR-10 to where the lab serves it to its own page, and checks it.
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { download, md5Of } from './lib/download.mjs';
import { progressBar } from './lib/progress.mjs';

const URL_OF_ARCHIVE = 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz';
const MD5 = 'c32a1d4ab5d03f1284b67883e8d87530';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const file = join(root, 'public', 'data', 'cifar-10-binary.tar.gz');
const shown = relative(process.cwd(), file);
const next = 'Run npm start and choose data set CIFAR-10 (data=cifar10).';

if (existsSync(file)) {
  if ((await md5Of(file)) === MD5) {
    console.log(`CIFAR-10 is at ${shown}, whole and original. ${next}`);
  } else {
    console.error(`${shown} is not the original archive: its checksum differs. Delete it and run this command again.`);
    process.exitCode = 1;
  }
} else {
  console.log(`CIFAR-10 (170 MB) from ${URL_OF_ARCHIVE}`);
  try {
    await download({ url: URL_OF_ARCHIVE, file, md5: MD5, onProgress: progressBar(process.stdout) });
    console.log(`CIFAR-10 is at ${shown}; its checksum is right. ${next}`);
  } catch (error) {
    console.error(
      [
        `CIFAR-10 could not be downloaded: ${error instanceof Error ? error.message : String(error)}.`,
        ...(existsSync(`${file}.part`)
          ? ['What has arrived is kept; running this command again goes on from there.']
          : []),
        `Or get the archive in another way, put it at ${shown}, and run this command again to check it.`,
        'Or drop it on the lab’s page.',
      ].join('\n'),
    );
    process.exitCode = 1;
  }
}
