// One optimizer's update in place, with each workgroup's ‖g‖², ‖w‖² before, ‖Δw‖² and g·previous, of values times 2^30
// and of values times 2^-30. The code before this declares the buffers and `taken`, which updates a weight and returns
// g, w before, Δw and the previous g.
// ‖g‖², ‖w‖², ‖Δw‖² and g·previous of one weight.
fn products(scaled: vec4f) -> vec4f {
  return scaled.xyzx * scaled;
}

fn squared(x: vec2f) -> vec2f {
  return x * x;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let end = min((group.x + 1u) * p.chunk, p.n);
  let first = group.x * p.chunk + thread;
  var i = first;
  // The sums are local variables: a software adapter keeps module variables in memory.
  var fine: vec4f;
  var coarseStep: vec2f;
  for (; i + 3u * THREADS < end; i += 4u * THREADS) {
    let a = taken(i);
    let b = taken(i + THREADS);
    let c = taken(i + 2u * THREADS);
    let d = taken(i + 3u * THREADS);
    fine += products(0x1p30 * a) + products(0x1p30 * b) + products(0x1p30 * c) + products(0x1p30 * d);
    coarseStep += squared(0x1p-30 * a.yz) + squared(0x1p-30 * b.yz) + squared(0x1p-30 * c.yz) + squared(0x1p-30 * d.yz);
  }
  for (; i < end; i += THREADS) {
    let a = taken(i);
    fine += products(0x1p30 * a);
    coarseStep += squared(0x1p-30 * a.yz);
  }
  // The coarse sums are used where fine ones left float32. Usually this thread's did not, and the two differ by their
  // scale.
  // Otherwise the gradients are still there to be summed again; the old weights and their change are not.
  var coarse = 0x1p-120 * fine;
  if (!all(abs(fine) < vec4f(1e38))) {
    coarse = vec4f();
    for (i = first; i < end; i += THREADS) {
      coarse += products(0x1p-30 * vec4f(g[i], 0.0, 0.0, previous[i]));
    }
  }
  coarse.y = coarseStep.x;
  coarse.z = coarseStep.y;
  let total = sumOfGroup(fine, thread);
  workgroupBarrier();
  let rest = sumOfGroup(coarse, thread);
  if (thread == 0u) {
    sums[2u * group.x] = total;
    sums[2u * group.x + 1u] = rest;
  }
}
