/** Batch normalization of x [rows, channels], forward and backward, with an optional fused ReLU (AssemblyScript). */
import { addLanes, sumColumns, sumSquaredDeviations } from './sums.as';

/** Rows that are summed in float32 before they go into a float64. */
const BLOCK: i32 = 64;

/** mean and variance (biased) of each channel; `work` holds 8 bytes a channel. */
export function channelMoments(x: usize, rows: i32, channels: i32, mean: usize, variance: usize, work: usize): void {
  sumColumns(x, rows, channels, work);
  for (let c = 0; c < channels; c++) {
    store<f32>(mean + ((<usize>c) << 2), <f32>(load<f64>(work + ((<usize>c) << 3)) / <f64>rows));
  }
  sumSquaredDeviations(x, mean, rows, channels, work);
  for (let c = 0; c < channels; c++) {
    store<f32>(variance + ((<usize>c) << 2), <f32>(load<f64>(work + ((<usize>c) << 3)) / <f64>rows));
  }
}

/** y ← (x − mean) · scale / √(variance + ε) + offset; `work` holds 4 bytes a channel. */
export function normalize(
  x: usize,
  y: usize,
  rows: i32,
  channels: i32,
  mean: usize,
  variance: usize,
  scale: usize,
  offset: usize,
  epsilon: f64,
  relu: i32,
  work: usize,
): void {
  for (let c = 0; c < channels; c++) {
    const at = (<usize>c) << 2;
    store<f32>(work + at, <f32>(<f64>load<f32>(scale + at) / Math.sqrt(<f64>load<f32>(variance + at) + epsilon)));
  }
  const floor: f32 = relu ? 0 : -Infinity;
  const floors = f32x4.splat(floor);
  for (let i = 0; i < rows; i++) {
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const at = (<usize>c) << 2;
      const centred = f32x4.sub(v128.load(x + at), v128.load(mean + at));
      const scaled = f32x4.add(f32x4.mul(centred, v128.load(work + at)), v128.load(offset + at));
      v128.store(y + at, f32x4.max(scaled, floors));
    }
    for (; c < channels; c++) {
      const at = (<usize>c) << 2;
      const centred = load<f32>(x + at) - load<f32>(mean + at);
      store<f32>(y + at, max<f32>(centred * load<f32>(work + at) + load<f32>(offset + at), floor));
    }
    x += (<usize>channels) << 2;
    y += (<usize>channels) << 2;
  }
}

/** dy, or 0 where y is given and not positive. */
function masked(dy: usize, y: usize): v128 {
  const gradient = v128.load(dy);
  return y ? v128.and(gradient, f32x4.gt(v128.load(y), f32x4.splat(0))) : gradient;
}

function maskedOne(dy: usize, y: usize): f32 {
  return y && !(load<f32>(y) > 0) ? 0 : load<f32>(dy);
}

/** Float64 sums of g and of g·(x − mean) of each channel, g being the masked dy. */
function gradientSums(
  dy: usize,
  x: usize,
  y: usize,
  mean: usize,
  rows: i32,
  channels: i32,
  ofGradient: usize,
  ofProduct: usize,
): void {
  memory.fill(ofGradient, 0, (<usize>channels) << 3);
  memory.fill(ofProduct, 0, (<usize>channels) << 3);
  const stride = (<usize>channels) << 2;
  for (let first = 0; first < rows; first += BLOCK) {
    const count = min(BLOCK, rows - first);
    const start = <usize>first * stride;
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      let at = start + ((<usize>c) << 2);
      const middle = v128.load(mean + ((<usize>c) << 2));
      let sum = f32x4.splat(0);
      let product = f32x4.splat(0);
      for (let i = count; i > 0; i--) {
        const g = masked(dy + at, y ? y + at : 0);
        sum = f32x4.add(sum, g);
        product = f32x4.add(product, f32x4.mul(g, f32x4.sub(v128.load(x + at), middle)));
        at += stride;
      }
      addLanes(ofGradient + ((<usize>c) << 3), sum);
      addLanes(ofProduct + ((<usize>c) << 3), product);
    }
    for (; c < channels; c++) {
      let at = start + ((<usize>c) << 2);
      const middle = load<f32>(mean + ((<usize>c) << 2));
      let sum: f64 = 0;
      let product: f64 = 0;
      for (let i = count; i > 0; i--) {
        const g = maskedOne(dy + at, y ? y + at : 0);
        sum += <f64>g;
        product += <f64>g * <f64>(load<f32>(x + at) - middle);
        at += stride;
      }
      const out = (<usize>c) << 3;
      store<f64>(ofGradient + out, load<f64>(ofGradient + out) + sum);
      store<f64>(ofProduct + out, load<f64>(ofProduct + out) + product);
    }
  }
}

/**
 * dx = A·g + B·(x − mean) + C, with A, B and C of each channel.
 * @param y the rectified output, or 0 where no ReLU was fused
 * @param work 28 bytes a channel
 */
export function batchNormGradient(
  dy: usize,
  x: usize,
  y: usize,
  rows: i32,
  channels: i32,
  mean: usize,
  variance: usize,
  scale: usize,
  epsilon: f64,
  dx: usize,
  dScale: usize,
  dOffset: usize,
  work: usize,
): void {
  const size = (<usize>channels) << 2;
  const ofGradient = work;
  const ofProduct = work + 2 * size;
  const a = work + 4 * size;
  const b = work + 5 * size;
  const shift = work + 6 * size;
  gradientSums(dy, x, y, mean, rows, channels, ofGradient, ofProduct);
  for (let c = 0; c < channels; c++) {
    const at = (<usize>c) << 2;
    const total = load<f64>(ofGradient + ((<usize>c) << 3));
    const inverse = 1 / Math.sqrt(<f64>load<f32>(variance + at) + epsilon);
    const product = load<f64>(ofProduct + ((<usize>c) << 3)) * inverse;
    const factor = <f64>load<f32>(scale + at) * inverse;
    store<f32>(dOffset + at, <f32>total);
    store<f32>(dScale + at, <f32>product);
    store<f32>(a + at, <f32>factor);
    store<f32>(b + at, <f32>((-factor * inverse * product) / <f64>rows));
    store<f32>(shift + at, <f32>((-factor * total) / <f64>rows));
  }
  for (let i = 0; i < rows; i++) {
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const at = (<usize>c) << 2;
      const g = masked(dy + at, y ? y + at : 0);
      const centred = f32x4.sub(v128.load(x + at), v128.load(mean + at));
      const moved = f32x4.add(f32x4.mul(centred, v128.load(b + at)), v128.load(shift + at));
      v128.store(dx + at, f32x4.add(f32x4.mul(g, v128.load(a + at)), moved));
    }
    for (; c < channels; c++) {
      const at = (<usize>c) << 2;
      const g = maskedOne(dy + at, y ? y + at : 0);
      const centred = load<f32>(x + at) - load<f32>(mean + at);
      store<f32>(dx + at, g * load<f32>(a + at) + (centred * load<f32>(b + at) + load<f32>(shift + at)));
    }
    dy += size;
    x += size;
    if (y) y += size;
    dx += size;
  }
}
