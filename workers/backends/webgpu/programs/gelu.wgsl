// y ← x · Φ(x).
struct Settings { n: u32, chunk: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<uniform> p: Settings;

fn element(i: u32) {
  y[i] = gelu(x[i]);
}
