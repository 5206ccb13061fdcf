// The sum over all threads of a workgroup; every thread calls it and gets the result. It uses two barriers: more
// barriers cost more than the few additions that they would save.
const SUMMING = min(16u, THREADS);

var<workgroup> held: array<vec4f, THREADS>;

fn sumOfGroup(value: vec4f, thread: u32) -> vec4f {
  held[thread] = value;
  workgroupBarrier();
  if (thread < SUMMING) {
    var sum = value;
    for (var i = thread + SUMMING; i < THREADS; i += SUMMING) {
      sum += held[i];
    }
    held[thread] = sum;
  }
  workgroupBarrier();
  var total = held[0];
  for (var i = 1u; i < SUMMING; i++) {
    total += held[i];
  }
  return total;
}
