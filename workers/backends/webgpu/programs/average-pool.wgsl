// The mean of each window without its padding.
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<uniform> p: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.outWidth * p.channels) {
    return;
  }
  let outColumn = quotient(id.x, p.channels);
  let c = id.x - outColumn * p.channels;
  let window = windowAt(id.y, outColumn);
  var sum = 0.0;
  for (var row = window.rows.x; row < window.rows.y; row++) {
    for (var column = window.columns.x; column < window.columns.y; column++) {
      sum += x[placeOf(id.z, row, column, c)];
    }
  }
  y[((id.z * p.outHeight + id.y) * p.outWidth + outColumn) * p.channels + c] = sum / pixelsOf(window);
}
