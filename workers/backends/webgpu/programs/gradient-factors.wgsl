// Adds up the blocks' Σ g and Σ g·(x − mean) of each channel: dOffset, dScale, and A, B, C, mean of
// dx = A·g + B·(x − mean) + C.
struct Settings { rows: u32, channels: u32, block: u32, epsilon: f32 }

@group(0) @binding(0) var<storage, read> sums: array<vec2f>;
@group(0) @binding(1) var<storage, read> mean: array<f32>;
@group(0) @binding(2) var<storage, read> variance: array<f32>;
@group(0) @binding(3) var<storage, read> scale: array<f32>;
@group(0) @binding(4) var<storage, read_write> dScale: array<f32>;
@group(0) @binding(5) var<storage, read_write> dOffset: array<f32>;
@group(0) @binding(6) var<storage, read_write> factors: array<vec4f>;
@group(0) @binding(7) var<uniform> p: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let c = id.x;
  if (c >= p.channels) {
    return;
  }
  var total = vec2f();
  for (var i = 0u; i * p.block < p.rows; i++) {
    total += sums[i * p.channels + c];
  }
  let inverse = 1.0 / sqrt(variance[c] + p.epsilon);
  let product = total.y * inverse;
  let factor = scale[c] * inverse;
  dOffset[c] = total.x;
  dScale[c] = product;
  factors[c] = vec4f(factor, -factor * inverse * product / f32(p.rows), -factor * total.x / f32(p.rows), mean[c]);
}
