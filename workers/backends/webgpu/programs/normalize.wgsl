// y ← (x − mean) · scale / √(variance + ε) + offset, with optional ReLU.
struct Settings { n: u32, chunk: u32, channels: u32, rectified: u32, epsilon: f32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> mean: array<f32>;
@group(0) @binding(2) var<storage, read> variance: array<f32>;
@group(0) @binding(3) var<storage, read> scale: array<f32>;
@group(0) @binding(4) var<storage, read> offset: array<f32>;
@group(0) @binding(5) var<storage, read_write> y: array<f32>;
@group(0) @binding(6) var<uniform> p: Settings;

fn element(i: u32) {
  let c = i % p.channels;
  let value = (x[i] - mean[c]) * (scale[c] / sqrt(variance[c] + p.epsilon)) + offset[c];
  y[i] = select(value, max(value, 0.0), p.rectified == 1u);
}
