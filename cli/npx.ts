/** `npx shuffle-lab`: serves the built page locally, or trains one run headless. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from './command.ts';
import { serveSite } from './serve.ts';

const FIRST_PORT = 4173;
const WRONG = 2;

const USAGE = `Usage: npx shuffle-lab [--port NUMBER]     serves the page and prints its address; Ctrl-C stops it
       npx shuffle-lab run 'ADDRESS' ...   trains a headless run: npx shuffle-lab run --help`;

/** The built page in the package, next to this program. */
const PAGE = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist');

/** The number after `--port`; undefined for any other arguments. */
function portOf([option, text = '', ...others]: readonly string[]): number | undefined {
  if (option === undefined) return FIRST_PORT;
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  return option === '--port' && others.length === 0 && port <= 65_535 ? port : undefined;
}

async function serve(args: readonly string[]): Promise<void> {
  const port = portOf(args);
  if (port === undefined) {
    console.error(`shuffle-lab ${args.join(' ')}: this is not understood.\n${USAGE}`);
    process.exitCode = WRONG;
    return;
  }
  const { url } = await serveSite(PAGE, port);
  console.log(`Shuffle Lab is at  ${url}\nCtrl-C stops it.`);
}

const [verb, ...rest] = process.argv.slice(2);
if (verb === 'run') {
  process.exit(await command(rest, { program: 'npx shuffle-lab run', openSite: () => serveSite(PAGE, 0) }));
} else if (verb === '--help') {
  console.log(USAGE);
} else {
  await serve(process.argv.slice(2));
}
