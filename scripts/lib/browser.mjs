// Finds a real browser, or installs one.
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
/** Debian's headless shell; the one on the PATH is a script that stays between the browser and who started it. */
const DEBIAN_SHELL = '/usr/lib/chromium/chromium-headless-shell';
const DOWNLOAD_MINUTES = 5;

/** @returns {string} the path of Playwright's Chromium, which may not be there; '' without Playwright */
function downloaded() {
  try {
    /** @type {unknown} */
    const loaded = createRequire(import.meta.url)('playwright');
    const playwright = /** @type {{ chromium: { executablePath(): string } }} */ (loaded);
    return playwright.chromium.executablePath();
  } catch {
    return '';
  }
}

/**
 * The path of the headless shell that Playwright puts beside its Chromium.
 * @param {string} chromium the path of that
 * @returns {string} '' if it is none of Playwright's
 */
export function shellBeside(chromium) {
  const parts = /^(.*[\\/])chromium-(\d+)([\\/])chrome-(\w+(?:-\w+)?)[\\/]/.exec(chromium);
  if (!parts) return '';
  const [, cache, revision, slash, system = ''] = parts;
  const name = 'chrome-headless-shell';
  const file = system.startsWith('win') ? `${name}.exe` : name;
  return [`${cache}chromium_headless_shell-${revision}`, `${name}-${system}`, file].join(slash);
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

/** @returns {string[]} where whole browsers may be: the system's, then Playwright's */
function wholeBrowsers() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...PLACES, downloaded()];
}

/** @returns {string[]} where headless shells may be: Chromium without the windows that no test sees */
const headlessShells = () => [DEBIAN_SHELL, shellBeside(downloaded())];

/**
 * @param {readonly string[]} places
 * @returns {string | undefined} the first that works
 */
const firstOf = (places) => places.find((path) => path !== '' && works(path));

/** @returns {string | undefined} the browser in CHROMIUM, if one is named there */
const named = () => (process.env.CHROMIUM === '' ? undefined : process.env.CHROMIUM);

/**
 * The browser of commands, benchmarks and pictures: the one in CHROMIUM, else a whole one, which can use a GPU.
 * @returns {string | undefined} its path
 */
export const findBrowser = () => named() ?? firstOf([...wholeBrowsers(), ...headlessShells()]);

/**
 * The browser for tests: the one in CHROMIUM, else a headless shell, which opens the page in less than half the CPU time.
 * @returns {string | undefined} its path
 */
export const findTestBrowser = () => named() ?? firstOf([...headlessShells(), ...wholeBrowsers()]);

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
 * The path that `find` gives. If there is none, it installs one: Playwright's download, else the system's package on
 * Debian.
 * @param {() => string | undefined} find
 * @param {{ readonly playwright: readonly string[]; readonly debian: readonly string[] }} kind
 */
function ensure(find, { playwright, debian }) {
  const found = find();
  if (found !== undefined) return found;
  console.log('No Chromium or Chrome found; Playwright’s will be downloaded.');
  const installer = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  attempt(process.execPath, [installer, 'install', ...playwright]);
  const fetched = find();
  if (fetched !== undefined) return fetched;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('That browser does not start here; the system’s own package will be installed.');
    attempt('apt-get', ['update']);
    for (const name of debian) {
      attempt('apt-get', ['install', '-y', '--no-install-recommends', name]);
      const installed = find();
      if (installed !== undefined) return installed;
    }
  }
  throw new Error('No browser was found. Install Chromium or Chrome, or name one: CHROMIUM=/path/to/chrome');
}

/**
 * Like `findBrowser`, but installs one if there is none.
 * @returns {string} its path
 */
export const ensureBrowser = () =>
  ensure(findBrowser, { playwright: ['--no-shell', 'chromium'], debian: ['chromium'] });

/**
 * Like `findTestBrowser`, but installs one if there is none.
 * @returns {string} its path
 */
export const ensureTestBrowser = () =>
  ensure(findTestBrowser, {
    playwright: ['--only-shell', 'chromium'],
    debian: ['chromium-headless-shell', 'chromium'],
  });
