// v ← μv + g, then w ← w − αv, in place.
struct Settings { n: u32, stretch: u32, lr: f32, momentum: f32 }

@group(0) @binding(0) var<storage, read_write> w: array<f32>;
@group(0) @binding(1) var<storage, read_write> v: array<f32>;
@group(0) @binding(2) var<storage, read> g: array<f32>;
@group(0) @binding(3) var<uniform> p: Settings;

fn element(i: u32) {
  let velocity = p.momentum * v[i] + g[i];
  v[i] = velocity;
  w[i] -= p.lr * velocity;
}
