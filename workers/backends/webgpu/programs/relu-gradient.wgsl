// dx ← dy where y > 0, else 0.
struct Settings { n: u32, groups: u32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;
@group(0) @binding(3) var<uniform> p: Settings;

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3u) {
  for (var i = id.x; i < p.n; i += p.groups * THREADS) {
    dx[i] = select(0.0, dy[i], y[i] > 0.0);
  }
}
