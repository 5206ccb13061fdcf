/**
 * One probe of a batch: from the numbers reduced on the device to the observables of layers and of single examples.
 * Pure arithmetic in float64; no tensors.
 *
 * For a layer whose batch is probed in B/b chunks, the device gives ‖Σ s_c‖² and Σ ‖s_c‖², each in two scales
 * (`wideSum`). s_c is chunk c's share of the batch gradient.
 *
 * For a layer where every example's gradient gᵢ = aᵢ ⊗ δᵢ is known, it gives ‖Σ s_i‖² likewise, B lengths ‖aᵢ‖, B
 * lengths of the δᵢ (which include the factor 1/B), and the cosines of all pairs of the batch's first `probedPairs(B)`
 * examples, row by row.
 */
import { chunkCoherence, stiffness, type Coherence, type Stiffness } from './coherence.ts';
import { wideSum } from './step.ts';

/** Pairs grow with the square of the batch, so of a larger batch only the first examples are compared. */
const MOST_PAIRED = 256;

/** Examples of a batch that are compared with each other. */
export function probedPairs(batch: number): number {
  return Math.min(batch, MOST_PAIRED);
}

/** How a layer is probed. */
export interface ProbedLayer {
  /** Whether each example's gradient is known. */
  readonly exact: boolean;
  /** Chunks of the batch; `batch` where exact. */
  readonly parts: number;
}

interface LayerProbe extends Coherence {
  /** Null if single examples' gradients are unknown. */
  readonly stiffness: Stiffness | null;
}

export interface Probe {
  readonly layers: readonly LayerProbe[];
  /**
   * cos(gᵢ, Σ gⱼ) of each compared example's gradient with the sum over the compared ones, over all exact layers
   * together. NaN if either is 0. Empty if no layer is exact.
   */
  readonly alignments: Float64Array;
}

/** How many numbers the device gives for one layer. */
export function probeLength({ exact }: ProbedLayer, batch: number): number {
  return exact ? 2 + 2 * batch + probedPairs(batch) ** 2 : 4;
}

/** The observables in `values` (layer after layer) of a batch whose examples have the observed labels `labels`. */
export function readProbe(layers: readonly ProbedLayer[], labels: ArrayLike<number>, values: Float32Array): Probe {
  const batch = labels.length;
  const paired = probedPairs(batch);
  const pulls = new Float64Array(paired);
  const squares = new Float64Array(paired);
  let from = 0;
  const read = layers.map((layer): LayerProbe => {
    const numbers = values.subarray(from, (from += probeLength(layer, batch)));
    const wide = (k: number): number => wideSum(numbers[2 * k] ?? NaN, numbers[2 * k + 1] ?? NaN);
    if (!layer.exact) return { ...coherenceOf(layer, batch, wide(0), wide(1)), stiffness: null };
    const lengths = exampleLengths(numbers, batch);
    const cosines = numbers.subarray(2 + 2 * batch);
    addPulls(pulls, squares, lengths, cosines);
    const sum = lengths.reduce((total, length) => total + length * length, 0);
    const pairs = stiffness(gramOfDefined(cosines, lengths, paired), Array.from(labels).slice(0, paired));
    return { ...coherenceOf(layer, batch, wide(0), sum), stiffness: pairs };
  });
  const whole = Math.sqrt(pulls.reduce((total, pull) => total + pull, 0));
  const alignments = pulls.map((pull, i) => {
    const cosine = pull / Math.sqrt(squares[i] ?? NaN) / whole;
    return Number.isFinite(cosine) ? Math.max(-1, Math.min(1, cosine)) : NaN;
  });
  return { layers: read, alignments: layers.some(({ exact }) => exact) ? alignments : new Float64Array() };
}

function coherenceOf({ parts }: ProbedLayer, batch: number, whole: number, sum: number): Coherence {
  // s_c is a share of the batch mean: a chunk's own mean gradient is parts × s_c, and the mean of its square is parts ×
  // Σ ‖s_c‖².
  return chunkCoherence(batch, batch / parts, whole, parts * sum);
}

/** ‖aᵢ‖‖δᵢ‖ of each example. */
function exampleLengths(numbers: Float32Array, batch: number): Float64Array {
  return Float64Array.from({ length: batch }, (_, i) => (numbers[2 + i] ?? NaN) * (numbers[2 + batch + i] ?? NaN));
}

/** Adds one layer's gᵢ·Σ gⱼ and ‖gᵢ‖² to the sums of each compared example. */
function addPulls(pulls: Float64Array, squares: Float64Array, lengths: Float64Array, cosines: Float32Array): void {
  const paired = pulls.length;
  for (let i = 0; i < paired; i++) {
    const own = lengths[i] ?? NaN;
    let pull = own * own;
    for (let j = 0; j < paired; j++) if (j !== i) pull += own * (lengths[j] ?? NaN) * (cosines[i * paired + j] ?? NaN);
    pulls[i] = (pulls[i] ?? NaN) + pull;
    squares[i] = (squares[i] ?? NaN) + own * own;
  }
}

/** Inner products of the gradients' directions: a zero gradient has none. */
function gramOfDefined(cosines: Float32Array, lengths: Float64Array, paired: number): Float64Array {
  const gram = new Float64Array(cosines);
  for (let i = 0; i < paired; i++) gram[i * paired + i] = (lengths[i] ?? NaN) > 0 ? 1 : 0;
  return gram;
}
