/**
 * Compiles AssemblyScript: `import bytes from './kernels/index.as.ts?wasm'` gives the compiled module as a Uint8Array,
 * inlined in the script, so that it needs no URL. Works in the build, the dev server and the tests. `?wasm-shared`
 * gives the same module for shared memory. The suffix `-relaxed` gives a module with fused multiply-add, which engines
 * without relaxed SIMD reject. Every optimizer's update is inserted.
 */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import asc from 'assemblyscript/asc';
import type { Plugin } from 'vite';
import { OPTIMIZERS } from '../src/shared/optimizers/index.ts';
import type { Optimizer } from '../src/shared/optimizers/optimizer.ts';
import { OPTIMIZERS_FILE, optimizersSource } from './optimizer-kernels.ts';

const SUFFIX = /\.as\.ts\?wasm(-shared)?(-relaxed)?$/;

/** Arithmetic only: no runtime, no data, and no imports except the memory. */
const OPTIONS = [
  '-O3',
  '--noAssert',
  ...['--runtime', 'stub'],
  ...['--enable', 'simd'],
  '--importMemory',
  ...['--use', 'abort='],
  // "Exchange of v128 values": only between functions of the module.
  ...['--disableWarning', '112'],
];
const RELAXED_OPTIONS = ['--enable', 'relaxed-simd'];
const SHARED_OPTIONS = ['--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'];

/** Compiles the module of `file`, and inserts the update of each of `optimizers`. */
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

/** The plugin; `worker.plugins` needs its own instance. */
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
