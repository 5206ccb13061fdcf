// Sums `count` workgroups' vectors and returns the first `length` numbers.
struct Settings { count: u32, length: u32 }

@group(0) @binding(0) var<storage, read> sums: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
@group(0) @binding(2) var<uniform> p: Settings;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  var sum = vec4f();
  for (var i = thread; i < p.count; i += THREADS) {
    sum += sums[i];
  }
  let total = sumOfGroup(sum, thread);
  if (thread < p.length) {
    out[thread] = total[thread];
  }
}
