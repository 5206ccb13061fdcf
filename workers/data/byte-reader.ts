/** Reads a stream of bytes in portions of the reader's choosing. Knows nothing of what the bytes mean. */

const EMPTY = new Uint8Array(0);

export class ByteReader {
  /** What is read, for sentences about it. */
  readonly name: string;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #onBytes: (count: number) => void;
  #held: Uint8Array = EMPTY;

  /** `onBytes` is told of every piece that arrives. */
  constructor(name: string, stream: ReadableStream<Uint8Array>, onBytes: (count: number) => void = () => undefined) {
    this.name = name;
    this.#reader = stream.getReader();
    this.#onBytes = onBytes;
  }

  /** Whether `#held` has bytes, after waiting for some. */
  async #fill(): Promise<boolean> {
    while (this.#held.length === 0) {
      const { done, value } = await this.#reader.read();
      if (done) return false;
      this.#held = value;
      this.#onBytes(value.length);
    }
    return true;
  }

  /** Fills `target` and returns how many bytes it got: fewer than asked for at the stream's end only. */
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

  /** Passes over `count` bytes and returns how many there were. */
  async skip(count: number): Promise<number> {
    let skipped = 0;
    while (skipped < count && (await this.#fill())) {
      const part = Math.min(this.#held.length, count - skipped);
      this.#held = this.#held.subarray(part);
      skipped += part;
    }
    return skipped;
  }

  /** The first bytes (up to `count`), which stay to be read. */
  async peek(count: number): Promise<Uint8Array> {
    const head = new Uint8Array(count);
    const got = head.subarray(0, await this.fill(head));
    const rest = this.#held;
    this.#held = new Uint8Array(got.length + rest.length);
    this.#held.set(got);
    this.#held.set(rest, got.length);
    return got;
  }

  /** What is left as a stream of pieces of at most `longest` bytes, each made when it is asked for. */
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

  /** Gives the stream up. Never throws. */
  async cancel(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined);
  }
}
