/** The MNIST files that the build packed beside the page: fetched from the page's own origin when a run asks for them. */
import { DataError } from './data-error.ts';
import { mnistLength, type DataPart, type PartReader } from './mnist.ts';

const urlOf = (part: DataPart): URL =>
  part === 'train'
    ? new URL('../../.cache/mnist/mnist-train.bin', import.meta.url)
    : new URL('../../.cache/mnist/mnist-test.bin', import.meta.url);

const ADVICE = 'Check the connection to the server that this page came from, then press Train again.';

/** Reads a part from the page's origin. Throws DataError; an abort is thrown as it comes. */
export const fetchMnist: PartReader = async (part, onFraction, signal) => {
  const response = await fetch(urlOf(part), signal ? { signal } : {}).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new DataError(`MNIST (${part}) could not be fetched. ${ADVICE}`);
  });
  if (!response.ok || !response.body) {
    throw new DataError(
      `The server answered ${response.status} for MNIST (${part}): is the site complete? Build it again, or choose data=synthetic.`,
    );
  }
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    throw new DataError(
      `The server sent a web page instead of MNIST (${part}): is the site complete? Build it again, or choose data=synthetic.`,
    );
  }
  const plain = response.body.pipeThrough(new DecompressionStream('gzip'));
  return collect(plain, mnistLength(part), onFraction).catch((error: unknown) => {
    if (signal?.aborted || error instanceof DataError) throw error;
    throw new DataError(`MNIST (${part}) arrived incomplete or damaged. ${ADVICE}`);
  });
};

/** A stream of known length as one array; never holds more than `length` bytes. Throws DataError when it is longer or shorter. */
async function collect(
  stream: ReadableStream<Uint8Array>,
  length: number,
  onFraction: (fraction: number) => void,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const reader = stream.getReader();
  let filled = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (filled + value.length > length) {
      await reader.cancel();
      throw new DataError('The MNIST file is longer than it should be. Build the site again.');
    }
    bytes.set(value, filled);
    filled += value.length;
    onFraction(filled / length);
  }
  if (filled < length) throw new DataError(`The MNIST file ended after ${filled} of ${length} bytes. ${ADVICE}`);
  return bytes;
}
