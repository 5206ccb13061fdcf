/**
 * Compiles AssemblyScript: `import bytes from './kernels/index.as.ts?wasm'` gives the compiled module as a Uint8Array,
 * inside the script itself, so that it needs no address of its own. Works in the build, the server and the tests.
 * `?wasm-shared` gives the same module for a memory that several threads share; `-relaxed` after either, one whose
 * products add with a single rounding, which engines without relaxed SIMD refuse. Every optimizer's update is spliced in.
 */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import asc from 'assemblyscript/asc';
import type { Plugin } from 'vite';
import { OPTIMIZERS } from '../src/shared/optimizers/index.ts';
import type { Optimizer } from '../src/shared/optimizers/optimizer.ts';
import { OPTIMIZERS_FILE, optimizersSource } from './optimizer-kernels.ts';

const SUFFIX = /\.as\.ts\?wasm(-shared)?(-relaxed)?$/;

/** Arithmetic only: no runtime, no data and no imports but the memory. */
const OPTIONS = [
  '-O3',
  '--noAssert',
  ...['--runtime', 'stub'],
  ...['--enable', 'simd'],
  '--importMemory',
  ...['--use', 'abort='],
  // "Exchange of v128 values": between functions of the module alone.
  ...['--disableWarning', '112'],
];
const RELAXED_OPTIONS = ['--enable', 'relaxed-simd'];
const SHARED_OPTIONS = ['--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'];

/** The compiled module of `file`, in which the update of each of `optimizers` is spliced. */
export async function compile(
  file: string,
  features: readonly string[],
  optimizers: readonly Optimizer[],
): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  const messages = asc.createMemoryStream();
  const { error } = await asc.main([file, '--outFile', 'module.wasm', ...OPTIONS, ...features], {
    stderr: messages,
    readFile: (name, folder) =>
      basename(name) === OPTIMIZERS_FILE
        ? optimizersSource(optimizers)
        : readFile(resolve(folder, name), 'utf8').catch(() => null),
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') bytes = contents;
    },
  });
  if (error || !bytes) throw new Error(`${file} does not compile.\n${messages.toString()}`, { cause: error });
  return bytes;
}

/** The plugin; `worker.plugins` needs one of its own. */
export function assembly(): Plugin {
  return {
    name: 'assembly',
    enforce: 'pre',
    async load(id) {
      const kind = SUFFIX.exec(id);
      if (kind === null) return null;
      const [, shared, relaxed] = kind as (string | undefined)[];
      const file = id.slice(0, id.lastIndexOf('?'));
      const bytes = await compile(
        file,
        [...(shared ? SHARED_OPTIONS : []), ...(relaxed ? RELAXED_OPTIONS : [])],
        OPTIMIZERS,
      );
      const text = Buffer.from(bytes).toString('base64');
      return `export default Uint8Array.from(atob('${text}'), (character) => character.charCodeAt(0));`;
    },
  };
}
