/**
 * Formulas for quantities that derive from measured numbers. Page, trainer and files all use these. Scalars in, scalars
 * out. NaN means "not defined" or "not resolved" and is shown as "–".
 */

/** The common m at which the coherence of every layer is also shown. */
export const COMMON_M = 512;

/**
 * Estimates of Ĝ², the squared norm of the expected gradient, and Ŝ, the trace of the per-example gradient covariance.
 */
export interface SignalNoise {
  readonly signal: number;
  readonly noise: number;
}

/** TPM of three simple motions with n equal segments: a straight line, a random walk, jitter around a point. */
export function tpmGuides(segments: number): {
  readonly straight: number;
  readonly randomWalk: number;
  readonly jitter: number;
} {
  return { straight: 1, randomWalk: 1 / Math.sqrt(segments), jitter: 1 / segments };
}

/**
 * C_m over m examples as predicted from signal and noise: (m·Ĝ² + Ŝ) / (Ĝ² + Ŝ), [0, m].
 *
 * NaN ("not resolved") if both are 0, or if the signal is so far below 0 that the numerator is negative (only possible
 * for m beyond the batch of the estimate). Never clamped.
 */
export function coherenceAt(m: number, { signal, noise }: SignalNoise): number {
  const coherence = defined((m * signal + noise) / (signal + noise));
  return coherence >= 0 ? coherence : NaN;
}

/**
 * Gradient noise scale B = Ŝ / Ĝ² in examples, [0, ∞): the batch size at which noise and signal are equal. NaN ("not
 * resolved") if Ĝ² ≤ 0. Source: McCandlish et al. 2018, arXiv 1812.06162, appendix A.
 */
export function noiseScale({ signal, noise }: SignalNoise): number {
  return signal > 0 ? defined(noise / signal) : NaN;
}

/**
 * Gradient signal-to-noise ratio Ĝ² / Ŝ of one example, the reciprocal of the noise scale. NaN if the signal isn't
 * resolved or there is no noise. Source: Liu et al. 2020, arXiv 2001.07384.
 */
export function gradientSnr({ signal, noise }: SignalNoise): number {
  return signal > 0 ? defined(signal / noise) : NaN;
}

/** Gradient diversity 1 / C_m, [1/m, ∞). NaN if C_m is 0. Source: Yin et al. 2018, arXiv 1706.05699. */
export function gradientDiversity(coherence: number): number {
  return defined(1 / coherence);
}

/** Coherence α = C_m / m, [0, 1]: 1 if all m gradients are equal, 1/m if they are orthogonal. */
export function coherenceAlpha(coherence: number, m: number): number {
  return defined(coherence / m);
}

/**
 * Mean signal and mean noise over rows `from` … `to` − 1 of two columns. Ratios over several probes use these means,
 * because a mean of ratios is biased. Skips rows with NaN in either column; NaN if none is left.
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

/** Decay ratio λ‖w‖ / ‖g‖, [0, ∞). NaN if the gradient is 0. */
export function decayRatio(decay: number, weightNorm: number, gradientNorm: number): number {
  return defined((decay * weightNorm) / gradientNorm);
}

/** Generalization gap: training accuracy on observed labels − test accuracy, [−1, 1]. */
export function generalizationGap(trainAccuracy: number, testAccuracy: number): number {
  return trainAccuracy - testAccuracy;
}

/** Time to fit t_ε: the step of the first evaluation with loss ≤ ε. NaN if there is none yet. */
export function timeToFit(steps: ArrayLike<number>, losses: ArrayLike<number>, epsilon: number): number {
  for (let row = 0; row < steps.length; row++) if ((losses[row] ?? NaN) <= epsilon) return steps[row] ?? NaN;
  return NaN;
}

/** A lead is clear if the accuracies differ from each other and from chance by this many standard errors. */
const CLEAR = 5;

/**
 * By how much the observed labels of the corrupted examples lead their true labels, as a difference of accuracies;
 * negative if the true labels lead. 0 (undecided) if the difference may be noise: within 5 standard errors of 0, or
 * with the larger accuracy within 5 standard errors of chance. NaN if either accuracy is NaN.
 * @param corrupted number of examples behind the two accuracies, which are the shares of two exclusive outcomes
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
 * The step since which `lead` stays above 0: its latest upward crossing, interpolated linearly between two rows. After
 * rows of 0 (undecided) it is the first row above 0. NaN if there is no crossing, if it was undone, or if the lead is
 * above 0 from the first row. At the steps `breaks` the quantity changes, so no crossing spans them.
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

/** The quotient if it is finite, else NaN: 0/0, x/0 and overflow are not defined. */
function defined(quotient: number): number {
  return Number.isFinite(quotient) ? quotient : NaN;
}

/** Frobenius norm from its square, [0, ∞). A square that rounding made negative counts as 0; NaN stays NaN. */
export function normOf(squared: number): number {
  return Math.sqrt(squared < 0 ? 0 : squared);
}

/** Update ratio ‖Δw‖ / ‖w‖ with w before the update, [0, ∞). NaN if ‖w‖ is 0. For plain SGD with g = w it is α. */
export function updateRatio(updateNorm: number, weightNorm: number): number {
  return weightNorm > 0 ? updateNorm / weightNorm : NaN;
}

/**
 * cos(a, b) = a·b / (‖a‖‖b‖), [−1, 1], from the inner product and both norms, clipped to ±1. NaN if a norm is 0. For
 * gradients of consecutive steps it is the successive cosine.
 */
export function cosine(product: number, normA: number, normB: number): number {
  if (!(normA > 0 && normB > 0)) return NaN;
  return Math.max(-1, Math.min(1, product / normA / normB));
}
