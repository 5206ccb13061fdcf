// dx ← dy · s^(−3/4) − 3/2 · alpha · x · Σ ratios over the same channels.
@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> ratios: array<f32>;
@group(0) @binding(3) var<storage, read_write> dx: array<f32>;
@group(0) @binding(4) var<uniform> p: Settings;

fn element(i: u32) {
  let window = windowAt(i);
  var sum = 0.0;
  for (var k = window.x; k < window.y; k++) {
    sum += ratios[k];
  }
  dx[i] = dy[i] / power(sumAt(i)) - 1.5 * p.alpha * x[i] * sum;
}
