// For windows that do not overlap (size = stride): the first largest value of each gets its gradient, the others get 0.
@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;
@group(0) @binding(3) var<uniform> p: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.outWidth * p.channels) {
    return;
  }
  let outColumn = quotient(id.x, p.channels);
  let c = id.x - outColumn * p.channels;
  let window = windowAt(id.y, outColumn);
  var place = placeOf(id.z, window.rows.x, window.columns.x, c);
  var best = x[place];
  for (var row = window.rows.x; row < window.rows.y; row++) {
    for (var column = window.columns.x; column < window.columns.y; column++) {
      let at = placeOf(id.z, row, column, c);
      let value = x[at];
      place = select(place, at, value > best);
      best = max(best, value);
    }
  }
  let gradient = dy[((id.z * p.outHeight + id.y) * p.outWidth + outColumn) * p.channels + c];
  for (var row = window.rows.x; row < window.rows.y; row++) {
    for (var column = window.columns.x; column < window.columns.y; column++) {
      let at = placeOf(id.z, row, column, c);
      dx[at] = select(0.0, gradient, at == place);
    }
  }
}
