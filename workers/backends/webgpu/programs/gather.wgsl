// The sum of `count` groups' numbers, one or two vectors each, of which `length` are wanted.
struct Settings { count: u32, vectors: u32, length: u32 }

@group(0) @binding(0) var<storage, read> sums: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
@group(0) @binding(2) var<uniform> p: Settings;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  for (var k = 0u; k < p.vectors; k++) {
    var sum = vec4f();
    for (var i = thread; i < p.count; i += THREADS) {
      sum += sums[i * p.vectors + k];
    }
    let total = sumOfGroup(sum, thread);
    if (thread < 4u && 4u * k + thread < p.length) {
      out[4u * k + thread] = total[thread];
    }
    workgroupBarrier();
  }
}
