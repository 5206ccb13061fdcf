// Goes over a group's stretch of n elements, `element(i)` for each: neighbouring threads take neighbours, four at a time,
// because a turn of the loop can cost more than what is done in it.
fn overStretch(group: u32, thread: u32) {
  let end = min((group + 1u) * p.stretch, p.n);
  var i = group * p.stretch + thread;
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
