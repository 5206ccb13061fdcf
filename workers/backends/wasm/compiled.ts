/**
 * The lab's compiled kernels for this engine: with fused multiply-add if it has relaxed SIMD, else without. A fused
 * product rounds once, so its last digits depend on the machine. Loads only the module that is used.
 */
// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- whoever imports this file needs the declaration
/// <reference path="./assembly.d.ts" />

interface Bytes {
  readonly default: Uint8Array<ArrayBuffer>;
}

/** A module whose one function, () → v128, uses relaxed SIMD. */
const PROBE = Uint8Array.from([
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  // a type, and a function of it
  ...[1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0],
  // its body: i32.const 1, i8x16.splat, i32.const 2, i8x16.splat, i8x16.relaxed_swizzle
  ...[10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11],
]);

/** Whether products are fused here. */
export const fused = (): boolean => WebAssembly.validate(PROBE);

function load(shared: boolean): Promise<Bytes> {
  if (fused()) {
    return shared ? import('./kernels/index.as.ts?wasm-shared-relaxed') : import('./kernels/index.as.ts?wasm-relaxed');
  }
  return shared ? import('./kernels/index.as.ts?wasm-shared') : import('./kernels/index.as.ts?wasm');
}

/** The kernels, for a memory that threads share or one of a single thread. */
export async function compileKernels(memory: 'shared' | 'alone'): Promise<WebAssembly.Module> {
  return WebAssembly.compile((await load(memory === 'shared')).default);
}
