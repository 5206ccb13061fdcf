/**
 * The items of the strip of training examples: from the run's own images, or from what is known before they are loaded.
 */
import type { ExampleImages, ExamplePredictions } from '../../shared/run/example-records.ts';
import type { OwnData } from '../../shared/data-sets/own-data.ts';
import type { ResolvedParams } from '../../shared/run/run-params.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';

/** Number of examples in the strip if the page is wide enough. */
const STRIP_EXAMPLES = 20;

/** Labels are class names; undefined if unknown. */
export interface StripItem {
  /** size × size × channels bytes; undefined before an image is loaded. */
  readonly pixels: Uint8Array | undefined;
  /** The observed label. */
  readonly label: string | undefined;
  readonly trueLabel: string | undefined;
  readonly predicted: string | undefined;
  /** The data set, if the image is only a sample of it and not one of the run's images. */
  readonly exampleOf: string | undefined;
}

export interface Strip {
  readonly items: readonly StripItem[];
  /** Edge of each image in pixels. */
  readonly size: number;
  readonly channels: number;
  readonly caption: string;
}

const LEGEND = msg('Label of each image, the true label struck through where it differs, and → the prediction.');
const LATER = msg('The run’s own images appear when it begins.');

/** Whether the label differs from the true one. */
export const isWrong = ({ label, trueLabel }: StripItem): boolean =>
  label !== undefined && trueLabel !== undefined && label !== trueLabel;

/** The item's accessible name: "label 5, true label 3, predicted 3". */
export function itemName(item: StripItem, index: number): string {
  const { pixels, label, trueLabel, predicted, exampleOf } = item;
  if (!pixels) return msg(str`image ${index + 1}, not loaded yet`);
  return [
    exampleOf !== undefined && msg(str`example of ${exampleOf}`),
    label === undefined ? msg('label not drawn yet') : msg(str`label ${label}`),
    isWrong(item) && msg(str`true label ${trueLabel ?? ''}`),
    exampleOf === undefined && (predicted === undefined ? msg('no prediction yet') : msg(str`predicted ${predicted}`)),
  ]
    .filter((part) => part !== false)
    .join(', ');
}

/** Items for the run's own images. `observed` are the observed labels until the trainer sends them. */
export function runStrip(
  images: ExampleImages,
  sent: ExamplePredictions | undefined,
  observed: Uint8Array | undefined,
  classNames: readonly string[],
  paired: boolean,
): Strip {
  const name = (label: number | undefined): string | undefined =>
    label === undefined ? undefined : (classNames[label] ?? String(label));
  const labels = sent?.observed ?? observed;
  const caption = paired ? msg(str`${LEGEND} Labels and predictions of the variant with shuffled labels.`) : LEGEND;
  return strip(images, caption, (index, truth) => ({
    label: name(labels?.[index]),
    trueLabel: name(truth),
    predicted: name(sent?.predicted?.[index]),
    exampleOf: undefined,
  }));
}

/** Items for samples of the data set, which may not be among the run's images. */
export function sampleStrip(images: ExampleImages, exampleOf: string, classNames: readonly string[]): Strip {
  return strip(images, LATER, (_index, truth) => {
    const label = classNames[truth] ?? String(truth);
    return { label, trueLabel: label, predicted: undefined, exampleOf };
  });
}

/** The words that all names of a strip begin with: "pattern ". */
export function sharedStart({ items }: Strip): string {
  const names = items
    .flatMap(({ label, trueLabel, predicted }) => [label, trueLabel, predicted])
    .filter((name) => name !== undefined);
  const [first = ''] = names;
  const start = first.slice(0, first.lastIndexOf(' ') + 1);
  return names.every((name) => name.startsWith(start)) ? start : '';
}

/** Placeholders before any image is known. */
export function emptyStrip(): Strip {
  const blank = {
    pixels: undefined,
    label: undefined,
    trueLabel: undefined,
    predicted: undefined,
    exampleOf: undefined,
  };
  return { items: Array.from({ length: STRIP_EXAMPLES }, () => blank), size: 1, channels: 1, caption: LATER };
}

/** One image of each of the first classes of the user's own images. */
export function samplesOf({ samples, size, channels }: OwnData): ExampleImages {
  const count = Math.min(STRIP_EXAMPLES, Math.floor(samples.length / (size * size * channels)));
  return { pixels: samples, size, channels, trueLabels: Uint8Array.from({ length: count }, (_, i) => i) };
}

/** The largest fraction of labels that a variant currently shuffles. */
export function shuffledNow({ twin }: ResolvedParams, shuffle: number): number {
  return twin ? Math.max(shuffle, 1 - shuffle) : shuffle;
}

/** The variant that the strip shows: the one with the most wrong labels. */
export function shownVariant({ corruption }: RunStore): number {
  return corruption.reduce((most, wrong, i) => (wrong > (corruption[most] ?? 0) ? i : most), 0);
}

function strip(
  { pixels, size, channels, trueLabels }: ExampleImages,
  caption: string,
  words: (index: number, truth: number) => Omit<StripItem, 'pixels'>,
): Strip {
  const length = size * size * channels;
  const items = Array.from(trueLabels.subarray(0, STRIP_EXAMPLES), (truth, index) => ({
    pixels: pixels.subarray(index * length, (index + 1) * length),
    ...words(index, truth),
  }));
  return { items, size, channels, caption };
}
