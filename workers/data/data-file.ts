/** What is used of a File. */
export interface DataFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  stream(): ReadableStream<Uint8Array>;
}

/** A number with thousands marked. */
export const count = (value: number): string => value.toLocaleString('en-US');
