/**
 * Softmax cross-entropy (AssemblyScript). Exponential and logarithm are computed here, in float64 from arithmetic alone,
 * so that they give the same bits on every machine.
 */

/** Probabilities below e^SMALLEST count as 0. Otherwise they would become denormal gradients, which are slow. */
const SMALLEST: f64 = -69;

/** e^x for x ≤ 0. */
function exponential(x: f64): f64 {
  if (!(x >= SMALLEST)) return x != x ? x : 0;
  const n = nearest(x * 1.4426950408889634);
  const r = x - n * 0.6931471805599453;
  let sum: f64 = 1;
  for (let k: f64 = 13; k >= 1; k--) sum = 1 + (sum * r) / k;
  return sum * reinterpret<f64>((<i64>n + 1023) << 52);
}

/** ln x for x ≥ 1. */
function logarithm(x: f64): f64 {
  if (!(x < Infinity)) return x;
  const bits = reinterpret<i64>(x);
  let power = <f64>((bits >> 52) - 1023);
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    power += 1;
  }
  const s = (m - 1) / (m + 1);
  let sum: f64 = 0;
  for (let k: f64 = 21; k >= 1; k -= 2) sum = sum * s * s + 1 / k;
  return 2 * s * sum + power * 0.6931471805599453;
}

/** Index of the first largest logit. */
function largestOf(row: usize, classes: i32): i32 {
  let best = 0;
  for (let k = 1; k < classes; k++) {
    if (load<f32>(row + ((<usize>k) << 2)) > load<f32>(row + ((<usize>best) << 2))) best = k;
  }
  return best;
}

/**
 * @param logits [batch, classes]
 * @param labels int32 [batch]
 * @param own target of the label
 * @param other target of every other class
 * @param loss one float: the mean, against the labels themselves
 * @param accuracy one float
 * @param gradient [batch, classes]: (softmax − target) / batch
 */
export function crossEntropy(
  logits: usize,
  labels: usize,
  batch: i32,
  classes: i32,
  own: f64,
  other: f64,
  loss: usize,
  accuracy: usize,
  gradient: usize,
): void {
  let sum: f64 = 0;
  let hits = 0;
  for (let n = 0; n < batch; n++) {
    const row = logits + ((<usize>(n * classes)) << 2);
    const out = gradient + ((<usize>(n * classes)) << 2);
    const label = load<i32>(labels + ((<usize>n) << 2));
    const best = largestOf(row, classes);
    const largest = <f64>load<f32>(row + ((<usize>best) << 2));
    let total: f64 = 0;
    for (let k = 0; k < classes; k++) total += exponential(<f64>load<f32>(row + ((<usize>k) << 2)) - largest);
    for (let k = 0; k < classes; k++) {
      const share = exponential(<f64>load<f32>(row + ((<usize>k) << 2)) - largest) / total;
      store<f32>(out + ((<usize>k) << 2), <f32>((share - (k == label ? own : other)) / <f64>batch));
    }
    sum += logarithm(total) + largest - <f64>load<f32>(row + ((<usize>label) << 2));
    if (best == label) hits++;
  }
  store<f32>(loss, <f32>(sum / <f64>batch));
  store<f32>(accuracy, <f32>(<f64>hits / <f64>batch));
}

/** Each example's loss, and the int32 index of its largest logit. */
export function crossEntropyValues(
  logits: usize,
  labels: usize,
  batch: i32,
  classes: i32,
  losses: usize,
  predictions: usize,
): void {
  for (let n = 0; n < batch; n++) {
    const row = logits + ((<usize>(n * classes)) << 2);
    const best = largestOf(row, classes);
    const largest = <f64>load<f32>(row + ((<usize>best) << 2));
    let total: f64 = 0;
    for (let k = 0; k < classes; k++) total += exponential(<f64>load<f32>(row + ((<usize>k) << 2)) - largest);
    const label = load<i32>(labels + ((<usize>n) << 2));
    const loss = logarithm(total) + largest - <f64>load<f32>(row + ((<usize>label) << 2));
    store<f32>(losses + ((<usize>n) << 2), <f32>loss);
    store<i32>(predictions + ((<usize>n) << 2), best);
  }
}
