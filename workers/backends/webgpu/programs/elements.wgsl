// Calls `element(i)` for each element in a workgroup's range of n elements. Neighbouring threads take neighbouring
// elements, four per iteration, because the loop can cost more than its body.
fn overChunk(group: u32, thread: u32) {
  let end = min((group + 1u) * p.chunk, p.n);
  var i = group * p.chunk + thread;
  for (; i + 3u * THREADS < end; i += 4u * THREADS) {
    element(i);
    element(i + THREADS);
    element(i + 2u * THREADS);
    element(i + 3u * THREADS);
  }
  for (; i < end; i += THREADS) {
    element(i);
  }
}
