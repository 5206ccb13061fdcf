// Installs packages of package-lock.json that node_modules lacks. Uses only Node's modules, because no package may be
// there.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const OLDEST = [20, 19];

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage */

/**
 * @param {string} path
 * @returns {Record<string, LockedPackage>}
 */
function packagesOf(path) {
  /** @type {unknown} */
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof lock !== 'object' || lock === null || !('packages' in lock)) return {};
  return /** @type {Record<string, LockedPackage>} */ (lock.packages);
}

/**
 * Whether node_modules has each package of the lock file in its version. Packages for other platforms may be absent.
 * @param {string} root
 */
export function complete(root) {
  const listing = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(listing)) return false;
  const present = packagesOf(listing);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '') return true;
    const found = present[path];
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version && existsSync(join(root, path, 'package.json'));
  });
}

/**
 * Ends the process with a sentence if Node is too old or the installation fails.
 * @param {string} root the project's folder
 */
export function ensureInstalled(root) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < (OLDEST[0] ?? 0) || (major === OLDEST[0] && minor < (OLDEST[1] ?? 0))) {
    console.error(`Shuffle Lab needs Node ${OLDEST.join('.')} or later; this is ${process.versions.node}.`);
    process.exit(1);
  }
  if (complete(root)) return;
  console.log('Installing packages (npm ci) …');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (done.status === 0) return;
  console.error('npm ci failed; see the reason above. It needs the npm registry once.');
  process.exit(1);
}
