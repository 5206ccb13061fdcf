// v ← μv + g + λw, then w ← w − αv, in place; each group's ‖g‖², ‖w‖² before, ‖αv‖² and g·previous, of
// values times 2^30 and of values times 2^-30. What this is put behind says what else becomes of a gradient, `also`.
struct Settings { n: u32, stretch: u32, lr: f32, momentum: f32, decay: f32 }

@group(0) @binding(0) var<storage, read_write> w: array<f32>;
@group(0) @binding(1) var<storage, read_write> v: array<f32>;
@group(0) @binding(2) var<storage, read> g: array<f32>;
@group(0) @binding(3) var<storage, read> previous: array<f32>;
@group(0) @binding(4) var<storage, read_write> sums: array<vec4f>;

// Takes a weight its step; gives what is measured of it.
fn taken(i: u32) -> vec4f {
  let gradient = g[i];
  let value = w[i];
  let velocity = p.momentum * v[i] + (gradient + p.decay * value);
  let change = p.lr * velocity;
  let values = vec4f(gradient, value, change, previous[i]);
  v[i] = velocity;
  w[i] = value - change;
  also(i, gradient);
  return values;
}

// ‖g‖², ‖w‖², ‖Δw‖² and g·previous of one weight.
fn products(scaled: vec4f) -> vec4f {
  return scaled.xyzx * scaled;
}

fn squared(x: f32) -> f32 {
  return x * x;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let end = min((group.x + 1u) * p.stretch, p.n);
  let first = group.x * p.stretch + thread;
  var i = first;
  // The sums are the loop's own: an adapter in software keeps variables of the module in memory.
  var fine: vec4f;
  var coarseWeight: f32;
  for (; i + 3u * THREADS < end; i += 4u * THREADS) {
    let a = taken(i);
    let b = taken(i + THREADS);
    let c = taken(i + 2u * THREADS);
    let d = taken(i + 3u * THREADS);
    fine += products(0x1p30 * a) + products(0x1p30 * b) + products(0x1p30 * c) + products(0x1p30 * d);
    coarseWeight += squared(0x1p-30 * a.y) + squared(0x1p-30 * b.y) + squared(0x1p-30 * c.y) + squared(0x1p-30 * d.y);
  }
  for (; i < end; i += THREADS) {
    let a = taken(i);
    fine += products(0x1p30 * a);
    coarseWeight += squared(0x1p-30 * a.y);
  }
  // The coarse sums count where fine ones left float32. This thread's did not, as a rule: then they differ by their scale.
  // Else all but the weights before the step are still there to be summed again.
  var coarse = 0x1p-120 * fine;
  if (!all(abs(fine) < vec4f(1e38))) {
    coarse = vec4f();
    for (i = first; i < end; i += THREADS) {
      coarse += products(0x1p-30 * vec4f(g[i], 0.0, p.lr * v[i], previous[i]));
    }
  }
  coarse.y = coarseWeight;
  let total = sumOfGroup(fine, thread);
  workgroupBarrier();
  let rest = sumOfGroup(coarse, thread);
  if (thread == 0u) {
    sums[2u * group.x] = total;
    sums[2u * group.x + 1u] = rest;
  }
}
