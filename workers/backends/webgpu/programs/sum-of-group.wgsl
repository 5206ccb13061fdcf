// The sum of what the 256 threads of a group hold; every thread calls it and gets it. Two meetings of all threads: on
// adapters that compute on the processor each costs far more than the few sums that more of them would save.
var<workgroup> held: array<vec4f, 256>;

fn sumOfGroup(value: vec4f, thread: u32) -> vec4f {
  held[thread] = value;
  workgroupBarrier();
  if (thread < 16u) {
    var sum = value;
    for (var i = thread + 16u; i < 256u; i += 16u) {
      sum += held[i];
    }
    held[thread] = sum;
  }
  workgroupBarrier();
  var total = held[0];
  for (var i = 1u; i < 16u; i++) {
    total += held[i];
  }
  return total;
}
