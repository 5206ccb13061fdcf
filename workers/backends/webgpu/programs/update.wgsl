// v ← μv + g + λw, then w ← w − αv, in place; each group's ‖g‖², ‖w‖² before, ‖αv‖² and g·previous, of
// values times 2^30 and of values times 2^-30. What this is put behind says what else becomes of a gradient, `also`.
struct Settings { n: u32, stretch: u32, lr: f32, momentum: f32, decay: f32 }

@group(0) @binding(0) var<storage, read_write> w: array<f32>;
@group(0) @binding(1) var<storage, read_write> v: array<f32>;
@group(0) @binding(2) var<storage, read> g: array<f32>;
@group(0) @binding(3) var<storage, read> previous: array<f32>;
@group(0) @binding(4) var<storage, read_write> sums: array<vec4f>;

var<private> fine: vec4f;
var<private> coarse: vec4f;

fn element(i: u32) {
  let gradient = g[i];
  let value = w[i];
  let velocity = p.momentum * v[i] + (gradient + p.decay * value);
  let change = p.lr * velocity;
  let values = vec4f(gradient, value, change, previous[i]);
  v[i] = velocity;
  w[i] = value - change;
  also(i, gradient);
  let large = 0x1p30 * values;
  let small = 0x1p-30 * values;
  fine += large.xyzx * large;
  coarse += small.xyzx * small;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  overStretch(group.x, thread);
  let total = sumOfGroup(fine, thread);
  workgroupBarrier();
  let rest = sumOfGroup(coarse, thread);
  if (thread == 0u) {
    sums[2u * group.x] = total;
    sums[2u * group.x + 1u] = rest;
  }
}
