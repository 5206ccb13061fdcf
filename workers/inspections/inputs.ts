/** Answers with what a run is computed from, so that it can be computed again without the lab. */
import { unpacked } from '../../src/shared/augmentations/augmentation.ts';
import type { InputArray } from '../../src/shared/inspections/inputs.ts';
import { EVENT_KEYS, relabellings, settingsAt } from '../../src/shared/run/schedule.ts';
import { BatchOrder } from '../data/batches.ts';
import { imageLength, type Images } from '../data/image-set.ts';
import { buildNetwork } from '../models/networks.ts';
import { tensorsOf } from '../models/tensors.ts';
import { learningRate, type Run } from '../training/run.ts';
import type { Variant } from '../training/variant.ts';
import type { Inspector } from './define.ts';

/** A larger array is cut after its last row that is complete within this size, bytes. */
const MOST_BYTES = 2 ** 26;

const rowsWithin = (rows: number, bytesOfRow: number): number => Math.min(rows, Math.floor(MOST_BYTES / bytesOfRow));

export const inputs: Inspector<'inputs'> = async (run) => {
  const { data, params, step, variants } = run;
  const { train, augmented } = data;
  const network = buildNetwork(params, { channels: train.channels, classes: data.classNames.length });
  const initial = tensorsOf(network);
  network.dispose();
  const vector = (name: string, values: InputArray['values']): InputArray => ({ name, shape: [values.length], values });
  const shared = [
    vector('drawn', data.drawn),
    vector('labels', train.labels),
    images(augmented?.images ?? train),
    ...(augmented ? [crops(run)] : [vector('scale', train.scaling.factors), vector('offset', train.scaling.offsets)]),
    batches(run),
    ...rates(run).map(([name, values]) => vector(name, values)),
  ];
  const observed = variants.map((variant) => observedLabels(variant, step));
  const weights = (await initial).map(({ name, ...rest }) => ({ name: `initial/${name}`, ...rest }));
  return { shared: [...shared, ...weights], variants: observed };
};

function images(set: Images): InputArray {
  const length = imageLength(set);
  const count = rowsWithin(set.count, length);
  return {
    name: 'images',
    shape: [count, set.size, set.size, set.channels],
    values: set.pixels.slice(0, count * length),
  };
}

/** Positions in `drawn`, a row for each completed step. */
function batches({ params: { n, batch, seed }, step }: Run): InputArray {
  const rows = rowsWithin(step, 4 * batch);
  const order = BatchOrder.begin(n, batch, seed);
  const values = new Uint32Array(rows * batch);
  for (let row = 0; row < rows; row++) values.set(order.next(), row * batch);
  return { name: 'batches', shape: [rows, batch], values };
}

/** First row and column of the square that a step takes of each image in the batch, and whether it is mirrored (1) or not. */
function crops({ data: { augmented }, params: { batch }, step }: Run): InputArray {
  const rows = rowsWithin(step, 3 * batch);
  const values = new Uint8Array(rows * batch * 3);
  for (let row = 0; row < rows; row++) {
    augmented?.place(row, batch).forEach((word, k) => {
      const { top, left, flip } = unpacked(word);
      values.set([top, left, Number(flip)], (row * batch + k) * 3);
    });
  }
  return { name: 'crops', shape: [rows, batch, 3], values };
}

/** The settings that can change while a run trains, labels excepted, for each completed step; `lr` is the rate as it was applied. */
function rates({ variants, params, step }: Run): [name: string, Float64Array][] {
  const events = variants[0]?.events ?? [];
  const rows = rowsWithin(step, 8);
  const columns = EVENT_KEYS.filter((key) => key !== 'shuffle').map((key) => [key, new Float64Array(rows)] as const);
  for (let row = 0; row < rows; row++) {
    const settings = settingsAt(params, events, row);
    for (const [key, values] of columns)
      values[row] = key === 'lr' ? learningRate(params, settings.lr, row) : settings[key];
  }
  return columns.map(([key, values]) => [key, values]);
}

/** A row for the beginning and for each change of the labels so far, and the step from which it holds. */
function observedLabels(variant: Variant, step: number): InputArray[] {
  const { params, events, train } = variant;
  const from = [0, ...relabellings(params, events).filter((at) => at <= step)];
  const rows = rowsWithin(from.length, train.count);
  const values = new Uint8Array(rows * train.count);
  for (let row = 0; row < rows; row++) values.set(variant.labelsAt(from[row] ?? 0), row * train.count);
  return [
    { name: 'observed', shape: [rows, train.count], values },
    { name: 'observed_from', shape: [rows], values: Uint32Array.from(from.slice(0, rows)) },
  ];
}
