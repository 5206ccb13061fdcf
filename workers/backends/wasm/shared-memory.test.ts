import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { MEMORY_IMPORT, withImportedMemory } from './shared-memory.ts';

const require = createRequire(import.meta.url);
const original = readFileSync(require.resolve('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm'));

describe('withImportedMemory', () => {
  it('returns a valid module with the same exports and one more import, its memory', async () => {
    const { bytes, initial, maximum } = withImportedMemory(original);
    const before = await WebAssembly.compile(original);
    const after = await WebAssembly.compile(bytes);
    const added = WebAssembly.Module.imports(after).slice(WebAssembly.Module.imports(before).length);
    expect(added).toMatchObject([{ ...MEMORY_IMPORT, kind: 'memory' }]);
    expect(WebAssembly.Module.exports(after)).toEqual(WebAssembly.Module.exports(before));
    expect(initial).toBeGreaterThan(0);
    expect(maximum).toBeGreaterThan(initial);
    expect(maximum).toBeLessThanOrEqual(65_536);
  });

  it('returns a module that runs in shared memory', async () => {
    const { bytes, initial, maximum } = withImportedMemory(original);
    const memory = new WebAssembly.Memory({ initial, maximum, shared: true });
    const module = await WebAssembly.compile(bytes);
    const imports: WebAssembly.Imports = {};
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
      if (kind === 'function') imports[from] = { ...imports[from], [name]: () => 0 };
    }
    imports[MEMORY_IMPORT.module] = { [MEMORY_IMPORT.name]: memory };
    const { exports } = await WebAssembly.instantiate(module, imports);
    expect(exports.memory).toBe(memory);
    expect(memory.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('refuses other modules', () => {
    expect(() => withImportedMemory(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))).toThrow('without imports');
    expect(() => withImportedMemory(original.subarray(0, 11))).toThrow();
  });
});
