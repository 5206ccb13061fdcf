/** The part of `File` that the lab uses. */
export interface DataFile {
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  stream(): ReadableStream<Uint8Array>;
}

/** A number with thousands separators. */
export const count = (value: number): string => value.toLocaleString('en-US');
