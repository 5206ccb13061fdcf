// Runs the project's tools through Node and their packages' entries, so that no shell parses the arguments on any
// system.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {readonly [tool: string, ...args: string[]]} Call a tool's name in node_modules/.bin and its arguments */

/** Packages whose tool has another name. @type {Readonly<Record<string, string>>} */
const PACKAGES = { depcruise: 'dependency-cruiser', tsc: 'typescript' };

/**
 * @param {string} tool
 * @returns {string} the path of its script, from the project's folder
 */
function entryOf(tool) {
  const folder = join('node_modules', PACKAGES[tool] ?? tool);
  /** @type {unknown} */
  const described = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { bin } = /** @type {{ bin: string | Record<string, string> }} */ (described);
  const entry = typeof bin === 'string' ? bin : bin[tool];
  if (entry === undefined) throw new Error(`the package of ${tool} has no such command`);
  return join(folder, entry);
}

/**
 * Runs a tool in the foreground; rejects with a sentence if it fails.
 * @param {string} tool
 * @param {string[]} args
 * @param {'inherit' | 'pipe'} [voice] `pipe` prints the output once the tool has ended
 * @returns {Promise<void>}
 */
export async function runStage(tool, args, voice = 'inherit') {
  const child = spawn(process.execPath, [entryOf(tool), ...args], { stdio: ['inherit', voice, voice] });
  /** @type {Buffer[]} */
  const said = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (/** @type {Buffer} */ part) => said.push(part));
  }
  const failure = await new Promise((/** @type {(failure: string | undefined) => void} */ settle) => {
    child.on('error', (error) => settle(`did not start (${error.message}).`));
    child.on('close', (code, signal) => {
      if (signal !== null) settle(`was stopped by ${signal}.`);
      else settle(code === 0 ? undefined : `ended with code ${code ?? '?'}; see its output above.`);
    });
  });
  process.stdout.write(Buffer.concat(said));
  if (failure !== undefined) throw new Error(`${tool} ${failure}`);
}

/**
 * Runs sequences of tools in parallel, each up to its first failure, and prints a tool's output when it ends. After all
 * have ended, rejects with the sentences of the failed ones.
 * @param {...(readonly Call[])} rows
 */
export async function runBeside(...rows) {
  const ended = await Promise.allSettled(
    rows.map(async (row) => {
      for (const [tool, ...args] of row) await runStage(tool, args, 'pipe');
    }),
  );
  const failures = ended.flatMap((row) => (row.status === 'rejected' ? [/** @type {unknown} */ (row.reason)] : []));
  if (failures.length > 0)
    throw new Error(
      failures.map((failure) => (failure instanceof Error ? failure.message : String(failure))).join(' '),
    );
}
