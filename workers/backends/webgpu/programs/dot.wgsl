// Each workgroup's Σ a·b, or Σ (a − b)² if `apart`, of values times 2^30 and of values times 2^-30.
struct Settings { n: u32, chunk: u32, apart: u32 }

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read_write> sums: array<vec4f>;
@group(0) @binding(3) var<uniform> p: Settings;

var<private> sum: vec2f;

fn element(i: u32) {
  let scales = vec2f(0x1p30, 0x1p-30);
  let difference = scales * (a[i] - b[i]);
  sum += select((scales * a[i]) * (scales * b[i]), difference * difference, p.apart == 1u);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  overChunk(group.x, thread);
  let total = sumOfGroup(vec4f(sum, 0.0, 0.0), thread);
  if (thread == 0u) {
    sums[group.x] = total;
  }
}
