/** AssemblyScript compiled by the build (vite/assembly.ts): the module's bytes. */
declare module '*.as.ts?wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '*.as.ts?wasm-relaxed' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '*.as.ts?wasm-shared' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module '*.as.ts?wasm-shared-relaxed' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
