// v ← μv + g + λw, then w ← w − αv, in place; each group's ‖g‖², ‖w‖² before, ‖αv‖² and g·previous, of values times
// 2^30 and of values times 2^-30.
struct Settings { n: u32, groups: u32, compared: u32, lr: f32, momentum: f32, decay: f32 }

@group(0) @binding(0) var<storage, read_write> w: array<f32>;
@group(0) @binding(1) var<storage, read_write> v: array<f32>;
@group(0) @binding(2) var<storage, read> g: array<f32>;
@group(0) @binding(3) var<storage, read> previous: array<f32>;
@group(0) @binding(4) var<storage, read_write> sums: array<vec4f>;
@group(0) @binding(5) var<uniform> p: Settings;

@compute @workgroup_size(THREADS)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  var fine = vec4f();
  var coarse = vec4f();
  for (var i = id.x; i < p.n; i += p.groups * THREADS) {
    let gradient = g[i];
    let value = w[i];
    let velocity = p.momentum * v[i] + (gradient + p.decay * value);
    let change = p.lr * velocity;
    let before = select(0.0, previous[i], p.compared == 1u);
    v[i] = velocity;
    w[i] = value - change;
    let left = vec4f(gradient, value, change, gradient);
    let right = vec4f(gradient, value, change, before);
    fine += (0x1p30 * left) * (0x1p30 * right);
    coarse += (0x1p-30 * left) * (0x1p-30 * right);
  }
  let total = sumOfGroup(fine, thread);
  workgroupBarrier();
  let rest = sumOfGroup(coarse, thread);
  if (thread == 0u) {
    sums[2u * group.x] = total;
    sums[2u * group.x + 1u] = rest;
  }
}
