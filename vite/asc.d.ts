/**
 * The part of AssemblyScript's compiler that the build uses. Its own declarations would change the standard library's
 * for the whole project: `[].at(0)` would not be undefined.
 */
interface Files {
  readonly stderr: { toString(): string };
  readFile(this: void, name: string, folder: string): string | null | Promise<string | null>;
  writeFile(this: void, name: string, contents: Uint8Array | string, folder: string): void | Promise<void>;
}

declare const asc: {
  createMemoryStream(): Files['stderr'];
  /** Compiles what the command-line arguments `argv` name. Doesn't reject: `error` says what failed. */
  main(argv: readonly string[], files: Files): Promise<{ readonly error: Error | null }>;
};
export default asc;
