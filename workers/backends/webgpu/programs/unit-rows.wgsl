// Each row's direction x / ‖x‖ (0 if the row is 0) and its length, one workgroup per row. The row is divided by its
// largest element first, so that no square overflows or underflows.
struct Settings { rows: u32, groups: u32, length: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> units: array<f32>;
@group(0) @binding(2) var<storage, read_write> lengths: array<f32>;
@group(0) @binding(3) var<uniform> p: Settings;

var<workgroup> largest: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  for (var row = group.x; row < p.rows; row += p.groups) {
    let first = row * p.length;
    var most = 0.0;
    for (var i = thread; i < p.length; i += THREADS) {
      most = max(most, abs(x[first + i]));
    }
    workgroupBarrier();
    largest[thread] = most;
    for (var half = THREADS / 2u; half > 0u; half >>= 1u) {
      workgroupBarrier();
      if (thread < half) {
        largest[thread] = max(largest[thread], largest[thread + half]);
      }
    }
    workgroupBarrier();
    let scale = largest[0];
    let divisor = select(1.0, scale, scale > 0.0);
    var sum = 0.0;
    for (var i = thread; i < p.length; i += THREADS) {
      let value = x[first + i] / divisor;
      sum += value * value;
    }
    // At least 1 unless the row is 0, because of the largest element.
    let length = max(1.0, sqrt(sumOfGroup(vec4f(sum, 0.0, 0.0, 0.0), thread).x));
    for (var i = thread; i < p.length; i += THREADS) {
      units[first + i] = x[first + i] / divisor / length;
    }
    if (thread == 0u) {
      lengths[row] = scale * length;
    }
  }
}
