// The largest value of each window.
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
  // Rows and columns of the image, counted from its padding.
  let i = id.y * p.stride;
  let j = outColumn * p.stride;
  let lastRow = min(i + p.size, p.height + p.top);
  let lastColumn = min(j + p.size, p.width + p.left);
  let firstRow = max(i, p.top);
  let firstColumn = max(j, p.left);
  var best = x[((id.z * p.height + firstRow - p.top) * p.width + firstColumn - p.left) * p.channels + c];
  for (var row = firstRow; row < lastRow; row++) {
    for (var column = firstColumn; column < lastColumn; column++) {
      best = max(best, x[((id.z * p.height + row - p.top) * p.width + column - p.left) * p.channels + c]);
    }
  }
  y[((id.z * p.outHeight + id.y) * p.outWidth + outColumn) * p.channels + c] = best;
}
