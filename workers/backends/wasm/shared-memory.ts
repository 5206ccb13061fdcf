/**
 * Makes tfjs's single-threaded WebAssembly module use a memory that threads share: rewrites the binary so that it
 * imports its memory. tfjs's own code still runs on one thread; only the lab's kernels use more. (tfjs's threaded build
 * would start eight workers and send them functions as text, which a minified build breaks.) Format: WebAssembly core
 * specification, chapter 5.
 */

/** The name under which the rewritten module imports its memory. */
export const MEMORY_IMPORT = { module: 'lab', name: 'memory' } as const;

export interface SharedModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Initial and maximal number of pages of 64 KiB. */
  readonly initial: number;
  readonly maximum: number;
}

const HEADER_BYTES = 8;
const IMPORT_SECTION = 2;
const MEMORY_SECTION = 5;
const MAXIMUM_PAGES = 65_536;

/** Throws if the module has no imports or not exactly one memory of its own. */
export function withImportedMemory(original: Uint8Array): SharedModule {
  const sections = sectionsOf(original);
  const memory = sections.find(({ id }) => id === MEMORY_SECTION);
  const imports = sections.find(({ id }) => id === IMPORT_SECTION);
  if (!memory || !imports) throw new Error('a module without imports or memory');
  const { initial, maximum } = limitsOf(memory.content);
  const [count, start] = readNumber(imports.content, 0);
  const entry = [
    ...nameBytes(MEMORY_IMPORT.module),
    ...nameBytes(MEMORY_IMPORT.name),
    // A shared memory with a maximum.
    ...[0x02, 0x03],
    ...numberBytes(initial),
    ...numberBytes(maximum),
  ];
  const extended = [...numberBytes(count + 1), ...imports.content.subarray(start), ...entry];
  const parts = sections
    .filter((section) => section !== memory)
    .map(({ id, content }) => sectionBytes(id, id === IMPORT_SECTION ? Uint8Array.from(extended) : content));
  return { bytes: joined([original.subarray(0, HEADER_BYTES), ...parts]), initial, maximum };
}

interface Section {
  readonly id: number;
  readonly content: Uint8Array;
}

function sectionsOf(bytes: Uint8Array): Section[] {
  const sections: Section[] = [];
  for (let at = HEADER_BYTES; at < bytes.length;) {
    const [size, start] = readNumber(bytes, at + 1);
    sections.push({ id: bytes[at] ?? 0, content: bytes.subarray(start, start + size) });
    at = start + size;
  }
  return sections;
}

function limitsOf(content: Uint8Array): { initial: number; maximum: number } {
  const [count, start] = readNumber(content, 0);
  if (count !== 1) throw new Error(`a module with ${count} memories`);
  const [initial, next] = readNumber(content, start + 1);
  const limited = ((content[start] ?? 0) & 1) === 1;
  return { initial, maximum: limited ? readNumber(content, next)[0] : MAXIMUM_PAGES };
}

/** An unsigned LEB128 number, and the offset after it. */
function readNumber(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    if (byte === undefined || shift > 28) throw new Error('a broken module');
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function numberBytes(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...numberBytes(Math.floor(value / 0x80))];
}

function nameBytes(name: string): number[] {
  const bytes = new TextEncoder().encode(name);
  return [...numberBytes(bytes.length), ...bytes];
}

function sectionBytes(id: number, content: Uint8Array): Uint8Array {
  return joined([Uint8Array.from([id, ...numberBytes(content.length)]), content]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
