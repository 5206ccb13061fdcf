// dx ← A·g + B·(x − mean) + C, where g is dy where y > 0 or `rectified` is 0. `factors` holds each channel’s A, B, C
// and mean.
struct Settings { n: u32, chunk: u32, channels: u32, rectified: u32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> y: array<f32>;
@group(0) @binding(3) var<storage, read> factors: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> dx: array<f32>;
@group(0) @binding(5) var<uniform> p: Settings;

fn element(i: u32) {
  let f = factors[i % p.channels];
  let g = select(0.0, dy[i], p.rectified == 0u || y[i] > 0.0);
  dx[i] = f.x * g + (f.y * (x[i] - f.w) + f.z);
}
