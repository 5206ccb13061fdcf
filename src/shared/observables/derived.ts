/**
 * Quantities that are read off measured numbers: page, trainer and files compute them by these formulas alone.
 * Scalars in, scalars out; NaN is "not defined" or "not resolved" and is shown as "–". Knows no tensor and no table.
 */

/** The lab's common m: every layer's coherence is also shown as if measured over this many examples. */
export const COMMON_M = 512;

/** Squared norm Ĝ² of the expected gradient and trace Ŝ of one example's gradient covariance, both estimated. */
export interface SignalNoise {
  readonly signal: number;
  readonly noise: number;
}

/** TPM of three plain motions of n equal segments: a straight line, a random walk, jitter round a point. */
export function tpmGuides(segments: number): {
  readonly straight: number;
  readonly randomWalk: number;
  readonly jitter: number;
} {
  return { straight: 1, randomWalk: 1 / Math.sqrt(segments), jitter: 1 / segments };
}

/**
 * C_m over m examples as signal and noise foretell it: (m·Ĝ² + Ŝ) / (Ĝ² + Ŝ), [0, m].
 *
 * NaN, "not resolved", where the estimates give no such value: a signal so far below 0 that the numerator is too (only
 * beyond the batch it was estimated from), or both 0. Never clamped.
 */
export function coherenceAt(m: number, { signal, noise }: SignalNoise): number {
  const coherence = defined((m * signal + noise) / (signal + noise));
  return coherence >= 0 ? coherence : NaN;
}

/**
 * Gradient noise scale B = Ŝ / Ĝ² in examples, [0, ∞): the batch size at which noise and signal are equal.
 * NaN, "not resolved", when Ĝ² ≤ 0. Source: McCandlish et al. 2018, arXiv 1812.06162, appendix A.
 */
export function noiseScale({ signal, noise }: SignalNoise): number {
  return signal > 0 ? defined(noise / signal) : NaN;
}

/**
 * Gradient signal-to-noise ratio Ĝ² / Ŝ of one example, the noise scale's reciprocal. NaN when the signal is not resolved
 * or there is no noise. Source: Liu et al. 2020, arXiv 2001.07384.
 */
export function gradientSnr({ signal, noise }: SignalNoise): number {
  return signal > 0 ? defined(signal / noise) : NaN;
}

/** Gradient diversity 1 / C_m, [1/m, ∞). NaN when C_m is 0. Source: Yin et al. 2018, arXiv 1706.05699. */
export function gradientDiversity(coherence: number): number {
  return defined(1 / coherence);
}

/** Coherence α = C_m / m, [0, 1]: 1 when all m gradients are one, 1/m when they are orthogonal. */
export function coherenceAlpha(coherence: number, m: number): number {
  return defined(coherence / m);
}

/**
 * Mean signal and mean noise over rows `from` … `to` − 1 of two columns. Several probes' ratios are taken of these means:
 * a mean of ratios would be biased. Rows where either is NaN are left out; NaN when none is left.
 */
export function meanSignalNoise(
  signals: ArrayLike<number>,
  noises: ArrayLike<number>,
  from = 0,
  to = Math.min(signals.length, noises.length),
): SignalNoise {
  let signal = 0;
  let noise = 0;
  let rows = 0;
  for (let row = from; row < to; row++) {
    const s = signals[row] ?? NaN;
    const n = noises[row] ?? NaN;
    if (Number.isNaN(s) || Number.isNaN(n)) continue;
    signal += s;
    noise += n;
    rows++;
  }
  return rows === 0 ? { signal: NaN, noise: NaN } : { signal: signal / rows, noise: noise / rows };
}

/** Decay against gradient λ‖w‖ / ‖g‖, [0, ∞). NaN where the gradient is 0. */
export function decayRatio(decay: number, weightNorm: number, gradientNorm: number): number {
  return defined((decay * weightNorm) / gradientNorm);
}

/** Generalization gap: training accuracy on given labels − test accuracy, [−1, 1]. */
export function generalizationGap(trainAccuracy: number, testAccuracy: number): number {
  return trainAccuracy - testAccuracy;
}

/** Time to fit t_ε: the step of the first evaluation with loss ≤ ε. NaN while there is none. */
export function timeToFit(steps: ArrayLike<number>, losses: ArrayLike<number>, epsilon: number): number {
  for (let row = 0; row < steps.length; row++) if ((losses[row] ?? NaN) <= epsilon) return steps[row] ?? NaN;
  return NaN;
}

/** Standard errors by which accuracies must differ, from each other and from chance, before one is said to lead. */
const CLEAR = 5;

/**
 * By how much the observed labels of the corrupted examples lead their true ones, as accuracies; below 0 where the true
 * ones lead. 0, undecided, while the difference may be noise: within 5 standard errors of 0, or with the larger accuracy
 * within 5 standard errors of chance. NaN where either accuracy is.
 * @param corrupted examples behind the two accuracies: they are the shares of two exclusive outcomes
 */
export function clearLead(observed: number, truth: number, corrupted: number, classes: number): number {
  const lead = observed - truth;
  if (Number.isNaN(lead)) return NaN;
  const chance = 1 / classes;
  const fromChance = Math.max(observed, truth) - chance;
  const decided =
    lead ** 2 * corrupted > CLEAR ** 2 * (observed + truth - lead ** 2) &&
    fromChance > CLEAR * Math.sqrt((chance * (1 - chance)) / corrupted);
  return decided ? lead : 0;
}

/**
 * The step from which on a `lead` stays above 0: its latest crossing upwards, between two rows by straight lines; after
 * rows of 0, which are undecided, the first row above. NaN while there is none, after it was undone, and where the lead
 * was above 0 from the first row on. At the steps `breaks` it becomes another quantity: nothing crosses them.
 */
export function overtakingStep(
  steps: ArrayLike<number>,
  leads: ArrayLike<number>,
  breaks: readonly number[] = [],
): number {
  let crossing = NaN;
  let before: { readonly step: number; readonly lead: number } | undefined;
  for (let row = 0; row < steps.length; row++) {
    const step = steps[row] ?? NaN;
    const lead = leads[row] ?? NaN;
    if (Number.isNaN(lead)) {
      before = undefined;
      continue;
    }
    const from = before?.step ?? NaN;
    if (breaks.some((change) => change > from && change <= step)) before = undefined;
    if (lead <= 0) crossing = NaN;
    else if (before?.lead === 0) crossing = step;
    else if (before && before.lead < 0) {
      crossing = before.step + ((step - before.step) * -before.lead) / (lead - before.lead);
    }
    before = { step, lead };
  }
  return crossing;
}

/** A quotient as it is where it is finite, else NaN: 0/0, x/0 and what overflowed are not defined. */
function defined(quotient: number): number {
  return Number.isFinite(quotient) ? quotient : NaN;
}

/** Frobenius norm from its square, [0, ∞). A square that rounding left below 0 counts as 0; NaN stays NaN. */
export function normOf(squared: number): number {
  return Math.sqrt(squared < 0 ? 0 : squared);
}

/** Update ratio ‖Δw‖ / ‖w‖, w before the update, [0, ∞). NaN where ‖w‖ is 0. Plain SGD, g = w: α. */
export function updateRatio(updateNorm: number, weightNorm: number): number {
  return weightNorm > 0 ? updateNorm / weightNorm : NaN;
}

/**
 * cos(a, b) = a·b / (‖a‖‖b‖), [−1, 1], from the inner product and both norms; rounding past ±1 is cut off.
 * NaN where a norm is 0. With gradients of two steps in a row it is the successive cosine.
 */
export function cosine(product: number, normA: number, normB: number): number {
  if (!(normA > 0 && normB > 0)) return NaN;
  return Math.max(-1, Math.min(1, product / normA / normB));
}
