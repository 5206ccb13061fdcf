// ratios ← dy · x · s^(−7/4), which the gradient sums over channels.
@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> ratios: array<f32>;
@group(0) @binding(3) var<uniform> p: Settings;

fn element(i: u32) {
  let s = sumAt(i);
  ratios[i] = dy[i] * x[i] / (power(s) * s);
}
