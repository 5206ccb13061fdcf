// The sum of what the 256 threads of a group hold; every thread calls it and gets it.
var<workgroup> held: array<vec4f, 256>;

fn sumOfGroup(value: vec4f, thread: u32) -> vec4f {
  held[thread] = value;
  for (var half = 128u; half > 0u; half >>= 1u) {
    workgroupBarrier();
    if (thread < half) {
      held[thread] += held[thread + half];
    }
  }
  workgroupBarrier();
  return held[0];
}
