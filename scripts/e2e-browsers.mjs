// `npm run e2e:browsers`: drives the build in the system's Firefox and in WebKitGTK, whichever is installed.
import { runStage } from './lib/stage.mjs';

process.env.FIREFOX ??= '1';
process.env.WEBKIT ??= '1';
await runStage('vite', ['build', '--logLevel', 'warn']);
await runStage('playwright', [
  'test',
  'browsers.spec',
  'firefox.spec',
  'webkit.spec',
  '--project',
  'plain',
  '--workers',
  '1',
  '--retries',
  '0',
  ...process.argv.slice(2),
]);
