// v ← μv + g, then w ← w − αv, in place: the momentum step alone, without the lab's statistics.
struct Settings { n: u32, groups: u32, lr: f32, momentum: f32 }

@group(0) @binding(0) var<storage, read_write> w: array<f32>;
@group(0) @binding(1) var<storage, read_write> v: array<f32>;
@group(0) @binding(2) var<storage, read> g: array<f32>;
@group(0) @binding(3) var<uniform> p: Settings;

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3u) {
  for (var i = id.x; i < p.n; i += p.groups * THREADS) {
    let velocity = p.momentum * v[i] + g[i];
    v[i] = velocity;
    w[i] -= p.lr * velocity;
  }
}
