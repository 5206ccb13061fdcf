// Finds the real browser for the tests, or installs one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** Launch flags of every test browser: it may run as root, and contacts no server. */
export const BROWSER_ARGS = ['--no-sandbox', '--disable-background-networking'];

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'chrome.exe',
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const DOWNLOAD_MINUTES = 5;

/** @returns {string | undefined} the browser that Playwright downloaded, if any */
function downloaded() {
  try {
    /** @type {unknown} */
    const loaded = createRequire(import.meta.url)('playwright');
    const playwright = /** @type {{ chromium: { executablePath(): string } }} */ (loaded);
    return playwright.chromium.executablePath();
  } catch {
    return undefined;
  }
}

/**
 * Some systems have a stub that only names a package to install, so the program is asked for its version.
 * Windows opens a window for that, so there it is enough that the file exists.
 * @param {string} path
 */
function works(path) {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true;
  const asked = spawnSync(path, ['--version', '--no-sandbox'], { encoding: 'utf8', timeout: 20_000 });
  return asked.status === 0 && /\d+\.\d+/.test(asked.stdout);
}

/**
 * The browser for tests: the one in CHROMIUM, else the system's, else Playwright's download.
 * @returns {string | undefined} its path
 */
export function findBrowser() {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== '') return named;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...PLACES, downloaded() ?? ''].find((path) => path !== '' && works(path));
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function attempt(command, args) {
  console.log(`$ ${command} ${args.join(' ')}`);
  const done = spawnSync(command, args, { stdio: 'inherit', timeout: DOWNLOAD_MINUTES * 60_000 });
  return done.status === 0;
}

/**
 * Like `findBrowser`, but installs one if there is none: Playwright's download, else the system's package on Debian.
 * @returns {string} its path
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (found !== undefined) return found;
  console.log('No Chromium or Chrome found; Playwright’s will be downloaded.');
  const installer = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  attempt(process.execPath, [installer, 'install', '--no-shell', 'chromium']);
  const fetched = findBrowser();
  if (fetched !== undefined) return fetched;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('That browser does not start here; the system’s own package will be installed.');
    if (attempt('apt-get', ['update'])) attempt('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
    const installed = findBrowser();
    if (installed !== undefined) return installed;
  }
  throw new Error('No browser to test in. Install Chromium or Chrome, or name one: CHROMIUM=/path/to/chrome');
}
