// Reads the options of a command of this project. Uses Node's own modules only.
import { parseArgs } from 'node:util';

const WRONG_USE = 2;

/**
 * The command's options and positional arguments. `--help` prints the usage and exits with 0. Unknown arguments end the
 * process with a sentence and 2, before anything is done.
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} T
 * @param {string} usage
 * @param {T} options
 * @param {number} [positionals] least number of positional arguments
 */
export function readOptions(usage, options, positionals = 0) {
  /** @param {string} sentence */
  const refuse = (sentence) => {
    console.error(`${sentence}\n\n${usage}`);
    process.exit(WRONG_USE);
  };
  if (process.argv.includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    const read = parseArgs({ options: options, allowPositionals: positionals > 0 });
    if (read.positionals.length >= positionals) return read;
    return refuse('An argument is missing.');
  } catch (error) {
    // Node's first sentence names the option; the rest explains its own conventions.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    return refuse(`${sentence}.`);
  }
}
