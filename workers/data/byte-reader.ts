/** Reads a byte stream in pieces of the sizes that the caller wants. */

const EMPTY = new Uint8Array(0);

export class ByteReader {
  /** The file's name, for messages. */
  readonly name: string;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #onBytes: (count: number) => void;
  #held: Uint8Array = EMPTY;

  /** `onBytes` is called with every piece that arrives. */
  constructor(name: string, stream: ReadableStream<Uint8Array>, onBytes: (count: number) => void = () => undefined) {
    this.name = name;
    this.#reader = stream.getReader();
    this.#onBytes = onBytes;
  }

  /** Waits for bytes if none are held; returns whether there are any. */
  async #fill(): Promise<boolean> {
    while (this.#held.length === 0) {
      const { done, value } = await this.#reader.read();
      if (done) return false;
      this.#held = value;
      this.#onBytes(value.length);
    }
    return true;
  }

  /** Fills `target` and returns the number of bytes read, which is less than requested only at the stream's end. */
  async fill(target: Uint8Array): Promise<number> {
    let filled = 0;
    while (filled < target.length && (await this.#fill())) {
      const part = this.#held.subarray(0, target.length - filled);
      target.set(part, filled);
      filled += part.length;
      this.#held = this.#held.subarray(part.length);
    }
    return filled;
  }

  /** Skips `count` bytes and returns how many there were. */
  async skip(count: number): Promise<number> {
    let skipped = 0;
    while (skipped < count && (await this.#fill())) {
      const part = Math.min(this.#held.length, count - skipped);
      this.#held = this.#held.subarray(part);
      skipped += part;
    }
    return skipped;
  }

  /** Peeks at the first bytes, up to `count`. */
  async peek(count: number): Promise<Uint8Array> {
    const head = new Uint8Array(count);
    const got = head.subarray(0, await this.fill(head));
    const rest = this.#held;
    this.#held = new Uint8Array(got.length + rest.length);
    this.#held.set(got);
    this.#held.set(rest, got.length);
    return got;
  }

  /** The rest as a stream of pieces of at most `longest` bytes, each made on request. */
  pieces(longest: number): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream(
      {
        pull: async (controller) => {
          if (!(await this.#fill())) {
            controller.close();
            return;
          }
          controller.enqueue(this.#held.slice(0, longest));
          this.#held = this.#held.subarray(longest);
        },
        cancel: (reason) => this.#reader.cancel(reason),
      },
      { highWaterMark: 0 },
    );
  }

  /** Cancels the stream. Never throws. */
  async cancel(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined);
  }
}
