// Each value of x gets its share of the gradients of the windows that contain it.
@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> dx: array<f32>;
@group(0) @binding(2) var<uniform> p: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.width * p.channels) {
    return;
  }
  let imageColumn = quotient(id.x, p.channels);
  let c = id.x - imageColumn * p.channels;
  let row = id.y + p.top;
  let column = imageColumn + p.left;
  let lastRow = min(quotient(row, p.stride), p.outHeight - 1u);
  let firstColumn = firstWindow(column);
  let lastColumn = min(quotient(column, p.stride), p.outWidth - 1u);
  var sum = 0.0;
  for (var i = firstWindow(row); i <= lastRow; i++) {
    for (var j = firstColumn; j <= lastColumn; j++) {
      sum += dy[((id.z * p.outHeight + i) * p.outWidth + j) * p.channels + c] / pixelsOf(windowAt(i, j));
    }
  }
  dx[((id.z * p.height + id.y) * p.width + imageColumn) * p.channels + c] = sum;
}
