/** The first training examples of an MNIST run, shown before the trainer has loaded any image. */
import { labels, pixels } from 'virtual:mnist-digits';
import { mnist } from '../shared/data-sets/mnist.ts';
import type { ExampleImages } from '../shared/run/example-records.ts';
import { observedLabels } from '../shared/run/observed-labels.ts';
import { randomStream } from '../shared/util/random.ts';
import { DEFAULT_PARAMS, type ResolvedParams } from '../shared/run/run-params.ts';

/** MNIST images: the first of a run with the default seed. */
export const MNIST_DIGITS: ExampleImages = {
  pixels: Uint8Array.from(atob(pixels), (character) => character.charCodeAt(0)),
  size: 28,
  channels: 1,
  trueLabels: Uint8Array.from(labels),
};

/** Whether `MNIST_DIGITS` are this run's first training images. */
export function digitsAreOfRun({ data, seed, pixels: mode }: ResolvedParams): boolean {
  return data === mnist.name && seed === DEFAULT_PARAMS.seed && mode === 'true';
}

let trueLabels: Promise<Uint8Array> | undefined;

/**
 * The labels of the MNIST training set, in its own order. Rejects if they can't be fetched; the next call tries again.
 */
function fetchLabels(): Promise<Uint8Array> {
  trueLabels ??= (async () => {
    const { ok, body } = await fetch(new URL('../../.cache/mnist/mnist-labels.bin', import.meta.url));
    if (!ok || !body) throw new Error('the labels of MNIST could not be fetched');
    const plain = body.pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(plain).arrayBuffer());
  })().catch((error: unknown) => {
    trueLabels = undefined;
    throw error;
  });
  return trueLabels;
}

/**
 * The observed labels of `MNIST_DIGITS` in a run with these settings when a fraction `shuffled` of the labels is
 * shuffled.
 */
export async function digitsLabels(params: ResolvedParams, shuffled: number): Promise<Uint8Array> {
  const all = await fetchLabels();
  const drawn = randomStream(params.seed, 'draw').permutation(all.length).subarray(0, params.n);
  const own = Uint8Array.from(drawn, (index) => all[index] ?? 0);
  return observedLabels(own, mnist.classNames.length, params.labels, shuffled, params.seed, params.noise).slice(
    0,
    labels.length,
  );
}
