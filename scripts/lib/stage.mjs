// Runs one of the project's tools in the foreground, by the package's own entry so that no shell stands between.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Throws a sentence when the tool fails.
 * @param {string} tool its name in node_modules/.bin
 * @param {string[]} args
 */
export function runStage(tool, args) {
  const windows = process.platform === 'win32';
  const program = join('node_modules', '.bin', windows ? `${tool}.cmd` : tool);
  const done = spawnSync(program, args, { stdio: 'inherit', shell: windows });
  if (done.error) throw new Error(`${tool} did not start (${done.error.message}).`);
  if (done.signal !== null) throw new Error(`${tool} was stopped by ${done.signal}.`);
  if (done.status !== 0) throw new Error(`${tool} ended with code ${done.status ?? '?'}; what it found stands above.`);
}
