/** Data sets that the build bundles with the page, fetched from the page's origin when a run needs them. */
import type { DataPart, DataSetOf } from '../../../src/shared/data-sets/data-set.ts';
import type { Images } from '../../../src/shared/util/images.ts';
import { ByteReader } from '../byte-reader.ts';
import { DataError } from '../data-error.ts';
import { decodePart, partLength } from '../idx-part.ts';
import { inMemory } from './in-memory.ts';
import type { OriginReader, PartReader } from './origin.ts';

/** Compressed bytes fed to the decompressor at a time, and plain bytes between two progress reports. */
const PIECE = 65_536;
const CHUNK = 500_000;
const ADVICE = 'Check the connection to the server that this page came from, then press Train again.';
const INCOMPLETE = 'The site is incomplete: build it again, or choose data=synthetic.';

/** Reads a part from the page's origin. Throws DataError, or the abort's reason. */
const fetchPart: PartReader = async (dataSet, part, onFraction, signal) => {
  const response = await fetch(dataSet.origin.url(part), signal ? { signal } : {}).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new DataError(`${dataSet.title} (${part}) could not be fetched. ${ADVICE}`);
  });
  return unpackPart(response, dataSet, part, onFraction, signal);
};

/** The bytes of a part in a response, which must be a gzip file. Throws DataError, or the abort's reason. */
export async function unpackPart(
  response: Response,
  dataSet: DataSetOf<'bundled'>,
  part: DataPart,
  onFraction: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const { name, title } = dataSet;
  const length = partLength(dataSet, part);
  if (!response.ok || !response.body) {
    throw new DataError(`The server answered ${response.status} instead of ${title} (${part}). ${INCOMPLETE}`);
  }
  const reader = new ByteReader(`${name}-${part}`, response.body);
  try {
    const head = await reader.peek(2);
    if (response.headers.get('content-type')?.startsWith('text/html') === true || head[0] === 0x3c) {
      throw new DataError(`The server sent a web page instead of ${title} (${part}). ${INCOMPLETE}`);
    }
    const packed = reader.pieces(PIECE);
    const plain = new ByteReader(reader.name, packed.pipeThrough(new DecompressionStream('gzip')));
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const got = await plain.fill(bytes.subarray(filled, filled + CHUNK));
      if (got === 0) throw new Error('ended early');
      filled += got;
      onFraction(filled / length);
    }
    if ((await plain.skip(1)) > 0) throw new Error('has data after its end');
    return bytes;
  } catch (error) {
    if (signal?.aborted || error instanceof DataError) throw error;
    throw new DataError(`${title} (${part}) arrived incomplete or damaged. ${ADVICE}`);
  } finally {
    await reader.cancel();
  }
}

export const bundled: OriginReader<'bundled'> = {
  async open(dataSet, { report, signal, sources }) {
    const fetched = sources.bundled ?? fetchPart;
    const read = async (part: DataPart, what: string): Promise<Images> =>
      decodePart(await fetched(dataSet, part, (fraction) => report(what, fraction), signal), dataSet, part);
    const train = await read('train', `Loading ${dataSet.title}, training images`);
    const test = await read('test', `Loading ${dataSet.title}, test images`);
    const { classNames } = dataSet;
    return { ...inMemory(train, test), classNames };
  },
};
