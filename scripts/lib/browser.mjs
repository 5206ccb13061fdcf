// Where the real browser of the tests is found, or how one is got. Knows nothing of what is tested in it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** What every test browser is started with: it may run as root, and calls nobody. */
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

/** @returns {string | undefined} the browser that Playwright downloaded, where it has */
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
 * Some systems put a stub in the browser's place that only names a package to install, so the program is asked.
 * Windows opens a window at that question, so there its existence must do.
 * @param {string} path
 */
function works(path) {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true;
  const asked = spawnSync(path, ['--version', '--no-sandbox'], { encoding: 'utf8', timeout: 20_000 });
  return asked.status === 0 && /\d+\.\d+/.test(asked.stdout);
}

/**
 * The browser for tests: the one that CHROMIUM names, else the system's, else Playwright's own download.
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
 * As `findBrowser`, and where there is none gets one: Playwright's download, else the system's package on Debian.
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
