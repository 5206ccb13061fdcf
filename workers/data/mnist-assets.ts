/** The MNIST files that the build packed beside the page: fetched from the page's own origin when a run asks for them. */
import { ByteReader } from './byte-reader.ts';
import { DataError } from './data-error.ts';
import { mnistLength, type DataPart, type PartReader } from './mnist.ts';

const urlOf = (part: DataPart): URL =>
  part === 'train'
    ? new URL('../../.cache/mnist/mnist-train.bin', import.meta.url)
    : new URL('../../.cache/mnist/mnist-test.bin', import.meta.url);

/** Compressed bytes given to the decompressor at a time, and plain ones between two reports. */
const PIECE = 65_536;
const STRETCH = 500_000;
const ADVICE = 'Check the connection to the server that this page came from, then press Train again.';
const INCOMPLETE = 'The site is incomplete: build it again, or choose data=synthetic.';

/** Reads a part from the page's origin. Throws DataError; an abort is thrown as it comes. */
export const fetchMnist: PartReader = async (part, onFraction, signal) => {
  const response = await fetch(urlOf(part), signal ? { signal } : {}).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new DataError(`MNIST (${part}) could not be fetched. ${ADVICE}`);
  });
  return unpackMnist(response, part, onFraction, signal);
};

/** The bytes of a part in a server's answer, which is to be a gzip file. Throws DataError; an abort is thrown as it comes. */
export async function unpackMnist(
  response: Response,
  part: DataPart,
  onFraction: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const length = mnistLength(part);
  if (!response.ok || !response.body) {
    throw new DataError(`The server answered ${response.status} instead of MNIST (${part}). ${INCOMPLETE}`);
  }
  const reader = new ByteReader(`mnist-${part}`, response.body);
  try {
    const head = await reader.peek(2);
    if (response.headers.get('content-type')?.startsWith('text/html') === true || head[0] === 0x3c) {
      throw new DataError(`The server sent a web page instead of MNIST (${part}). ${INCOMPLETE}`);
    }
    const packed = reader.pieces(PIECE);
    const plain = new ByteReader(reader.name, packed.pipeThrough(new DecompressionStream('gzip')));
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const got = await plain.fill(bytes.subarray(filled, filled + STRETCH));
      if (got === 0) throw new Error('ended early');
      filled += got;
      onFraction(filled / length);
    }
    if ((await plain.skip(1)) > 0) throw new Error('goes on after its end');
    return bytes;
  } catch (error) {
    if (signal?.aborted || error instanceof DataError) throw error;
    throw new DataError(`MNIST (${part}) arrived incomplete or damaged. ${ADVICE}`);
  } finally {
    await reader.cancel();
  }
}
