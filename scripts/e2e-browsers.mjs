// `npm run e2e:browsers`: drives the build in the system's Firefox and in WebKitGTK, whichever is installed, and runs the
// device check in Chromium too.
import { runStage } from './lib/stage.mjs';

if (process.argv.includes('--help')) {
  console.log(
    'Usage: npm run e2e:browsers [-- PLAYWRIGHT-OPTION ...]\n\nDrives the built page in the Firefox and the WebKitGTK of this system, and checks each engine of every browser.\nOptions go to Playwright, for example -g WebKit.',
  );
  process.exit(0);
}

process.env.BROWSERS ??= '1';
process.env.FIREFOX ??= '1';
process.env.WEBKIT ??= '1';
const SPECS = ['browsers.spec', 'firefox.spec', 'webkit.spec'];
const ONE_AT_A_TIME = ['--project', 'plain', '--workers', '1', '--retries', '0'];
try {
  await runStage('vite', ['build', '--logLevel', 'warn']);
  await runStage('playwright', ['test', ...SPECS, ...ONE_AT_A_TIME, ...process.argv.slice(2)]);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
