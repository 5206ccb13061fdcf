// `npm test`: all checks, cheapest first, up to the first stage that fails. `npm run test:full` runs the same tests
// with all cases.
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './lib/install.mjs';
import { ensureTestBrowser } from './lib/browser.mjs';
import { readOptions } from './lib/options.mjs';
import { freePort } from './lib/port.mjs';
import { runBeside, runStage } from './lib/stage.mjs';
import { addTallies, playwrightTally, vitestTally } from './lib/tally.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = join(root, '.cache', 'reports');
const vitestReport = join(reports, 'vitest.json');
const playwrightReport = join(reports, 'playwright.json');

process.chdir(root);
const { values } = readOptions(
  `Usage: npm test
       npm run test:full

Runs lint, types, build, unit tests and e2e, up to the first stage that fails. test:full (--full) tries all cases of each test.`,
  { full: { type: 'boolean' } },
);
if (values.full === true) process.env.FULL = '1';
ensureInstalled(root);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

/** @type {{ name: string, seconds: number }[]} */
const times = [];
/** @type {string | undefined} */
let failure;

/**
 * @param {string} name
 * @param {() => void | Promise<void>} work
 */
async function stage(name, work) {
  if (failure !== undefined) return;
  console.log(`\n— ${name}`);
  const begin = performance.now();
  try {
    await work();
  } catch (error) {
    failure = `${name}: ${error instanceof Error ? error.message : String(error)}`;
  }
  times.push({ name, seconds: (performance.now() - begin) / 1000 });
}

await stage('browser', () => {
  process.env.CHROMIUM = ensureTestBrowser();
  console.log(process.env.CHROMIUM);
});
// The linter keeps one core busy; the other checks of the sources, and the build, take as long on another.
await stage('lint, types and build', () =>
  runBeside(
    [['eslint', '.', '--max-warnings', '0']],
    [
      ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'workers', 'e2e', 'cli', 'bench'],
      ['depcruise', '--config', '.dependency-cruiser.folders.cjs', 'src', 'workers', 'cli'],
      ['knip', '--no-progress'],
      ['prettier', '--check', '.', '--log-level', 'warn'],
      ['tsc', '-b'],
      ['vite', 'build', '--logLevel', 'warn'],
    ],
  ),
);
await stage('unit', () =>
  runStage('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]),
);
await stage('e2e', async () => {
  process.env.PORT = String(await freePort());
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = playwrightReport;
  await runStage('playwright', ['test', '--reporter=list,json']);
});

const tally = addTallies(vitestTally(vitestReport), playwrightTally(playwrightReport));
const total = times.reduce((sum, { seconds }) => sum + seconds, 0);
console.log(
  `\n${times.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`).join(' · ')} · together ${total.toFixed(0)} s`,
);
if (failure !== undefined) console.log(`FAILED in ${failure}`);
if (tally.retried > 0) console.log(`${tally.retried} passed only at a later attempt ("flaky" above)`);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = failure === undefined ? 0 : 1;
